#Requires -Version 5.1
<#
.SYNOPSIS
    Reads what a Configuration Manager hierarchy consists of into one JSON file, for Sitewright.

.DESCRIPTION
    For whoever has to decide whether this may run:

    What it reads. Instances of the classes in the table $sections below, and no others, from the
    SMS Provider by CIM: sites, site systems and their roles, distribution points and their groups,
    boundary groups and boundaries, cloud management gateways, site definitions, SMS Providers. Only
    the properties named in that table come into the file, and of the settings of a role only those
    in $settings and $lists. No passwords, keys or certificates, no devices, no users, no
    collections, no content, no client data.

    What it writes. One file, by the one Set-Content near the end. It never replaces a file. Nothing
    else is written anywhere, and nothing in the hierarchy, in Windows or on a disk is changed: each
    cmdlet in here begins with Get-, ConvertTo-, Where-, ForEach-, Test- or Write-, except Set-Content
    and the three that open and close the connection to an SMS Provider (New-CimSession,
    New-CimSessionOption, Remove-CimSession).

    Whom it talks to. The SMS Provider, over DCOM, as the console does; on a server with an SMS
    Provider that is the server itself. It opens no other connection, loads nothing, sends nothing.

    What it needs. Rights to read in Configuration Manager: the role Read-only Analyst and all
    scopes. No rights of an administrator of Windows. No console and no module.

    Accounts. Names of accounts (the settings in $accounts) are replaced by account-1, account-2 and
    so on, the same account by the same name throughout, unless -IncludeAccounts is given. Names of
    servers, sites, domains and boundaries are not replaced: they are what the file is for.
    Sitewright can do that when it imports (sitewright import --masked). Descriptions are copied as
    they are.

    What goes wrong. A query that fails is listed at the end of the file under "errors", and the
    others go on. A class or property that an older version does not have is listed under "missing".

    Run it at the top of the hierarchy, on a server that has the SMS Provider of the central
    administration site or of the stand-alone primary site:

        powershell -ExecutionPolicy Bypass -File sitewright-collector.ps1

    Where a group policy lets only signed scripts run, sign it first.

    Sources of all names: the reference of server WMI classes in the Configuration Manager SDK,
    https://learn.microsoft.com/intune/configmgr/develop/reference/core/servers/configure/site-configuration-server-wmi-classes

.PARAMETER SiteCode
    The site to ask. Found in root\SMS, class SMS_ProviderLocation, where it is not given.

.PARAMETER ProviderServer
    The server with the SMS Provider. This computer where it is not given.

.PARAMETER OutFile
    The file to write; it must not exist yet. In the current folder where it is not given, named
    after the site and the time.

.PARAMETER IncludeAccounts
    Keeps the names of accounts.

.EXAMPLE
    .\sitewright-collector.ps1 -ProviderServer cas1.corp.contoso.com -OutFile C:\Temp\hierarchy.json
#>
[CmdletBinding()]
param(
    [ValidatePattern('^[A-Za-z0-9]{3}$')]
    [string]$SiteCode,
    [string]$ProviderServer,
    [string]$OutFile,
    [switch]$IncludeAccounts
)

$ErrorActionPreference = 'Stop'

# Everything that is read: the section of the file, the class, its properties.
# Classes of the site control file (SMS_SCI_*) are asked for as a whole, as is usual where Props and
# PropLists are wanted, and what is not named here is dropped; of all others only what is named here
# is asked for.
# None of these properties is lazy, so that one query for each class is enough; see
# https://learn.microsoft.com/intune/configmgr/develop/core/understand/configuration-manager-lazy-properties
$sections = @(
    @{
        Section    = 'sites'
        Class      = 'SMS_Site'
        Properties = 'SiteCode', 'SiteName', 'ServerName', 'Type', 'ReportingSiteCode', 'Version',
                     'BuildNumber', 'InstallDir', 'Status', 'Mode'
    }
    @{
        Section    = 'roles'
        Class      = 'SMS_SCI_SysResUse'
        Whole      = $true
        Properties = 'SiteCode', 'RoleName', 'NetworkOSPath', 'NALType', 'SslState', 'Type',
                     'SiteSystemStatus', 'Props', 'PropLists'
    }
    @{
        Section    = 'systemResources'
        Class      = 'SMS_SystemResourceList'
        Properties = 'SiteCode', 'RoleName', 'ServerName', 'ServerRemoteName', 'SslState',
                     'InternetEnabled', 'InternetShared', 'NALPath', 'ResourceType'
    }
    @{
        Section    = 'distributionPoints'
        Class      = 'SMS_DistributionPointInfo'
        Properties = 'ServerName', 'SiteCode', 'NALPath', 'ResourceType', 'IsPullDP', 'IsPXE',
                     'IsMulticast', 'IsProtected', 'IsPeerDP', 'PreStagingAllowed', 'BitsEnabled',
                     'InternetFacing', 'RateLimitsEnabled', 'AddressScheduleEnabled',
                     'Communication', 'OperatingSystem', 'Description', 'Region', 'Priority',
                     'GroupCount', 'ServiceType'
    }
    @{
        Section    = 'distributionPointGroups'
        Class      = 'SMS_DistributionPointGroup'
        Properties = 'GroupID', 'Name', 'Description', 'SourceSite', 'MemberCount'
    }
    @{
        Section    = 'distributionPointGroupMembers'
        Class      = 'SMS_DPGroupMembers'
        Properties = 'GroupID', 'DPNALPath'
    }
    @{
        Section    = 'boundaryGroups'
        Class      = 'SMS_BoundaryGroup'
        Properties = 'GroupID', 'Name', 'Description', 'DefaultSiteCode', 'Flags', 'MemberCount',
                     'SiteSystemCount', 'Shared'
    }
    @{
        Section    = 'defaultBoundaryGroups'
        Class      = 'SMS_DefaultBoundaryGroup'
        Properties = 'GroupID', 'Name', 'Description', 'DefaultSiteCode', 'MemberCount',
                     'SiteSystemCount', 'Shared'
    }
    @{
        Section    = 'boundaryGroupSiteSystems'
        Class      = 'SMS_BoundaryGroupSiteSystems'
        Properties = 'GroupID', 'ServerNALPath', 'SiteCode', 'Flags'
    }
    @{
        Section    = 'boundaryGroupRelationships'
        Class      = 'SMS_BoundaryGroupRelationships'
        Properties = 'SourceGroupID', 'SourceGroupName', 'DestinationGroupID',
                     'DestinationGroupName', 'FallbackDP', 'FallbackMP', 'FallbackSMP',
                     'FallbackSUP'
    }
    @{
        Section    = 'boundaries'
        Class      = 'SMS_Boundary'
        Properties = 'BoundaryID', 'DisplayName', 'BoundaryType', 'Value', 'GroupCount'
    }
    @{
        Section    = 'boundaryGroupMembers'
        Class      = 'SMS_BoundaryGroupMembers'
        Properties = 'GroupID', 'BoundaryID'
    }
    @{
        # Cloud management gateways, and the cloud distribution points of old.
        Section    = 'gateways'
        Class      = 'SMS_AzureService'
        Properties = 'AzureServiceID', 'Name', 'Fqdn', 'ServiceCName', 'ServiceType', 'SiteCode',
                     'Region', 'NumberOfInstances', 'DeploymentSlot', 'DeploymentModel',
                     'AzureEnvironmentId', 'State', 'NALPath', 'Description',
                     'ClientCertRevocationEnabled', 'ProxySecurityProtocol'
    }
    @{
        Section    = 'siteDefinitions'
        Class      = 'SMS_SCI_SiteDefinition'
        Whole      = $true
        Properties = 'SiteCode', 'ParentSiteCode', 'SiteName', 'SiteServerName',
                     'SiteServerDomain', 'SiteType', 'InstallDirectory', 'SQLServerName',
                     'SQLDatabaseName', 'Props', 'PropLists'
    }
    @{
        # Of all components only the one that knows whether the site uses HTTPS or enhanced HTTP.
        Section    = 'siteComponents'
        Class      = 'SMS_SCI_Component'
        Whole      = $true
        Filter     = "ComponentName = 'SMS_SITE_COMPONENT_MANAGER'"
        Properties = 'SiteCode', 'ComponentName', 'Name', 'Props'
    }
    @{
        Section    = 'providers'
        Class      = 'SMS_ProviderLocation'
        Namespace  = 'root\SMS'
        Properties = 'Machine', 'SiteCode', 'NamespacePath', 'ProviderForLocalSite'
    }
)

# Of the settings in Props, only these.
$settings = @(
    # Site systems
    'Server Remote Public Name', 'FDMOperation', 'UseMachineAccount', 'UserName', 'ForestFQDN',
    'DomainFQDN', 'UseProxy', 'ProxyName', 'ProxyServerPort', 'ProxyUserName'
    # Distribution points
    'SslState', 'IsPullDP', 'IsPXE', 'IsMulticast', 'PreStagingAllowed', 'IsAnonymousEnabled',
    'TokenAuthEnabled', 'LEDBATEnabled', 'DoincEnabled', 'UpdateBranchCacheKey', 'CertificateFile'
    # Management points
    'MPIntranetFacing', 'MPInternetFacing', 'AllowProxyTraffic', 'UseSiteDatabase', 'SQLServerName',
    'DatabaseName'
    # Software update points
    'WSUSIISPort', 'WSUSIISSSLPort', 'SSLWSUS', 'UseParentWSUS', 'IsIntranet', 'IsINF',
    'DBServerName', 'WSUSAccessAccount', 'UseProxyForADR'
    # Reporting services points
    'DatabaseServerName', 'ReportServerInstance', 'ReportServerUri', 'Version'
    # Service connection point
    'OfflineMode'
    # Sites and their databases
    'SQLServicePort', 'SSBPort', 'SQLServerFQDN', 'LocaleID', 'Full Version', 'IISSSLState'
)

# Of the lists in PropLists, only these: where a pull distribution point pulls from, and what is on
# a site database server.
$lists = @('SourceDistributionPoints', 'Databases')

# Of the settings, those that name an account.
$accounts = @('UserName', 'ProxyUserName', 'WSUSAccessAccount')

# What is found on the way, and ends up at the end of the file.
$script:missing = @()
$script:failed = @()
$script:masks = @{}
$script:masked = 0
$script:parentSite = ''

# JSON on one line, in ASCII: no encoding and no byte-order mark can come between.
function ConvertTo-Line($object) {
    $json = ConvertTo-Json -InputObject $object -Depth 6 -Compress
    if ($json -match '[^\x20-\x7e]') {
        $json = [regex]::Replace($json, '[^\x20-\x7e]', {
            param($letter)
            '\u{0:x4}' -f [int][char]$letter.Value
        })
    }
    $json
}

# A text of a setting as it may go into the file.
function ConvertTo-Shown($name, $text) {
    # The type of a value in the registry, not the value.
    if ($text -match '^REG_[A-Z_]+$') {
        return $text
    }
    # Whether there is one is enough; where it lies is nobody's business.
    if ($name -eq 'CertificateFile') {
        return '(left out)'
    }
    if ($IncludeAccounts -or $accounts -notcontains $name) {
        return $text
    }
    if (-not $script:masks.ContainsKey($text)) {
        $script:masked++
        $script:masks[$text] = 'account-{0}' -f $script:masked
    }
    $script:masks[$text]
}

# One instance as a line of the file: the properties that the class has, embedded ones unfolded.
function ConvertTo-Row($instance, $names) {
    $row = [ordered]@{}
    foreach ($name in $names) {
        if ($name -eq 'Props') {
            $row[$name] = @(foreach ($prop in $instance.Props) {
                if ($settings -contains $prop.PropertyName) {
                    # Most texts are empty; a call for each would take minutes in a large hierarchy.
                    $first = $prop.Value1
                    $second = $prop.Value2
                    if ($first) { $first = ConvertTo-Shown $prop.PropertyName $first }
                    if ($second) { $second = ConvertTo-Shown $prop.PropertyName $second }
                    [ordered]@{
                        PropertyName = $prop.PropertyName
                        Value        = $prop.Value
                        Value1       = $first
                        Value2       = $second
                    }
                }
            })
        }
        elseif ($name -eq 'PropLists') {
            $row[$name] = @(foreach ($list in $instance.PropLists) {
                if ($lists -contains $list.PropertyListName) {
                    [ordered]@{
                        PropertyListName = $list.PropertyListName
                        Values           = @($list.Values | Where-Object { $_ })
                    }
                }
            })
        }
        else {
            $row[$name] = $instance.$name
        }
    }
    ConvertTo-Line $row
}

# One section: a line for each instance, written as it comes, so that nothing has to be held.
function Get-Section($plan) {
    '"{0}":[' -f $plan.Section
    $query = $plan.Class
    try {
        $from = $namespace
        if ($plan.Namespace) { $from = $plan.Namespace }
        $known = (Get-CimClass @connection -Namespace $from -ClassName $plan.Class).CimClassProperties.Name
        $names = @($plan.Properties | Where-Object { $known -contains $_ })
        $script:missing += @($plan.Properties | Where-Object { $known -notcontains $_ } |
            ForEach-Object { '{0}.{1}' -f $plan.Class, $_ })

        $columns = '*'
        if (-not $plan.Whole) { $columns = $names -join ', ' }
        $query = 'SELECT {0} FROM {1}' -f $columns, $plan.Class
        if ($plan.Filter) { $query = '{0} WHERE {1}' -f $query, $plan.Filter }

        $count = 0
        $comma = ''
        Get-CimInstance @connection -Namespace $from -Query $query | ForEach-Object {
            if ($plan.Section -eq 'sites' -and $_.SiteCode -eq $SiteCode) {
                $script:parentSite = $_.ReportingSiteCode
            }
            $comma + (ConvertTo-Row $_ $names)
            $comma = ','
            $count++
            if ($count % 500 -eq 0) {
                Write-Progress -Activity 'Reading the hierarchy' -Status ('{0}: {1}' -f $plan.Section, $count)
            }
        }
    }
    catch {
        # 0x80041002: there is no such class, because the version is an older one.
        if ($_.FullyQualifiedErrorId -like 'HRESULT 0x80041002*GetCimClassCommand') {
            $script:missing += $plan.Class
        }
        else {
            $script:failed += [ordered]@{ query = $query; message = $_.Exception.Message }
        }
    }
    '],'
}

# The whole file, line by line.
function Get-Document {
    $head = ConvertTo-Line ([ordered]@{
        format         = 'sitewright-collector'
        version        = 1
        collectedAt    = $now
        provider       = $provider
        siteCode       = $SiteCode
        accountsMasked = -not $IncludeAccounts
    })
    $head -replace '\}$', ','
    foreach ($plan in $sections) {
        Write-Progress -Activity 'Reading the hierarchy' -Status $plan.Section
        Get-Section $plan
    }
    '"missing":[{0}],' -f (@($script:missing | ForEach-Object { ConvertTo-Line $_ }) -join ',')
    '"errors":[{0}]' -f (@($script:failed | ForEach-Object { ConvertTo-Line $_ }) -join ',')
    '}'
}

# A connection to a server; none is needed on this computer.
function Get-Connection($server) {
    if (-not $server) { return @{} }
    $overDcom = New-CimSessionOption -Protocol Dcom
    @{ CimSession = New-CimSession -ComputerName $server -SessionOption $overDcom }
}

# Sortable, and the same in all languages.
$now = (Get-Date).ToUniversalTime().ToString('s') + 'Z'
$connections = @()
try {
    # Which site, and on which server: root\SMS of a site server knows where its SMS Providers are.
    $connection = Get-Connection $ProviderServer
    $connections += $connection
    $asked = $ProviderServer
    if (-not $asked) { $asked = $env:COMPUTERNAME }
    try {
        $locations = @(Get-CimInstance @connection -Namespace 'root\SMS' -ClassName 'SMS_ProviderLocation')
    }
    catch {
        throw ('{0} cannot be asked for an SMS Provider: {1} Run this on a server that has one, or name it with -ProviderServer.' -f
            $asked, $_.Exception.Message)
    }
    $fitting = @($locations | Where-Object {
        ($SiteCode -and $_.SiteCode -eq $SiteCode) -or (-not $SiteCode -and $_.ProviderForLocalSite)
    })
    if ($fitting.Count -eq 0) {
        throw ('{0} knows no SMS Provider of that site. Give -SiteCode and -ProviderServer.' -f $asked)
    }
    $short = ($asked -split '\.')[0]
    $here = @($fitting | Where-Object { ($_.Machine -split '\.')[0] -eq $short })
    if ($here.Count -gt 0) {
        $chosen = $here[0]
    }
    else {
        $chosen = $fitting[0]
        $connection = Get-Connection $chosen.Machine
        $connections += $connection
    }
    $provider = $chosen.Machine
    $SiteCode = $chosen.SiteCode
    $namespace = 'root\SMS\site_{0}' -f $SiteCode

    # The file. A site drive may be the current one, which can hold none.
    $folder = (Get-Location -PSProvider FileSystem).ProviderPath
    if (-not $OutFile) {
        $OutFile = 'sitewright-{0}-{1}.json' -f $SiteCode, ($now -replace '[^0-9]', '')
    }
    if (-not [System.IO.Path]::IsPathRooted($OutFile)) {
        $OutFile = [System.IO.Path]::Combine($folder, $OutFile)
    }
    $target = 'FileSystem::{0}' -f $OutFile
    if (Test-Path -LiteralPath $target) {
        throw ('{0} is there already, and is not replaced. Give another name with -OutFile.' -f $OutFile)
    }

    # The only thing that is written.
    Get-Document | Set-Content -LiteralPath $target -Encoding Ascii

    if ((Get-Content -LiteralPath $target -Tail 1) -ne '}') {
        throw ('{0} is not complete. Is there room on the disk?' -f $OutFile)
    }
    Write-Progress -Activity 'Reading the hierarchy' -Completed
    if ($script:failed.Count -gt 0) {
        Write-Warning ('{0} queries failed. They are listed at the end of the file.' -f $script:failed.Count)
    }
    if ($script:parentSite) {
        Write-Warning ('{0} reports to {1}. For the whole hierarchy, run this at the top site.' -f $SiteCode, $script:parentSite)
    }
    Write-Output ('Written: {0}' -f $OutFile)
}
finally {
    foreach ($open in $connections) {
        if ($open.CimSession) { Remove-CimSession -CimSession $open.CimSession }
    }
}
