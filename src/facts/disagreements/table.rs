//! Every disagreement that was found, with both sides and the answer that the rules take.

use super::{Disagreement, Side};
use crate::facts::sources::{Source, read};

const AVAILABILITY_GROUPS: Source = read(
    "core/servers/deploy/configure/sql-server-alwayson-for-a-highly-available-site-database",
    "2026-11-25",
);
const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-25");
const DATA_WAREHOUSE: Source = read("core/servers/manage/data-warehouse", "2026-11-23");
const DEPRECATED: Source =
    read("core/plan-design/changes/deprecated/removed-and-deprecated-cmfeatures", "2026-11-23");
const DEPRECATED_SERVERS: Source =
    read("core/plan-design/changes/deprecated/removed-and-deprecated-server", "2026-11-23");
const DESIGN: Source = read("core/plan-design/hierarchy/design-a-hierarchy-of-sites", "2026-11-23");
const FAILOVER_CLUSTERS: Source = read(
    "core/servers/deploy/configure/use-a-sql-server-cluster-for-the-site-database",
    "2026-11-25",
);
const GATEWAY_DESIGN: Source = read("core/clients/manage/cmg/plan-hierarchy-design", "2026-11-25");
const HARDWARE: Source = read("core/plan-design/configs/recommended-hardware", "2026-11-25");
const NEW_2409: Source = read("core/plan-design/changes/whats-new-in-version-2409", "2026-11-23");
const NEW_2509: Source = read("core/plan-design/changes/whats-new-in-version-2509", "2026-11-25");
const NEW_2603: Source = read("core/plan-design/changes/whats-new-in-version-2603", "2026-11-25");
const PREPARE: Source = read("core/servers/deploy/install/prepare-to-install-sites", "2026-11-25");
const PREREQUISITES: Source =
    read("core/plan-design/configs/site-and-site-system-prerequisites", "2026-11-23");
const PROVIDERS: Source =
    read("core/plan-design/hierarchy/plan-for-the-sms-provider", "2026-11-25");
const ROLES: Source = read(
    "core/plan-design/hierarchy/plan-for-site-system-servers-and-site-system-roles",
    "2026-11-23",
);
const SCALE: Source = read("core/plan-design/configs/size-and-scale-numbers", "2026-11-25");
const SIZING: Source =
    read("core/plan-design/configs/site-size-performance-guidelines", "2026-11-25");
const SIZING_QUESTIONS: Source = read("core/understand/site-size-performance-faq", "2026-11-25");
const SYSTEMS: Source = read(
    "core/plan-design/configs/supported-operating-systems-for-site-system-servers",
    "2026-11-23",
);

/// In the order in which people meet them.
pub const DISAGREEMENTS: &[Disagreement] = &[
    Disagreement {
        topic: "What has to go before a standalone primary site gets a central administration site",
        sides: &[
            Side {
                says: "Only the Asset Intelligence synchronization point, the Endpoint Protection \
                       point and the service connection point, and the cloud management gateway; \
                       all other roles may stay.",
                sources: &[read(
                    "core/servers/deploy/install/prerequisites-for-installing-sites",
                    "2026-11-25",
                )],
            },
            Side {
                says: "Setup also stops at a data warehouse service point and at a site server in \
                       passive mode.",
                sources: &[CHECKS, DATA_WAREHOUSE],
            },
            Side {
                says: "A site whose database is in an availability group cannot be expanded.",
                sources: &[AVAILABILITY_GROUPS],
            },
        ],
        ruling: "All of them go first, and active migration ends.",
        why: "Each page names what its own check refuses; none claims that the others are wrong.",
        rules: &["CMG-EXPAND", "AG-EXPAND", "EXP-ROLES", "EXP-MIGRATION"],
    },
    Disagreement {
        topic: "Whether a child primary site can become standalone again",
        sides: &[
            Side {
                says: "A child primary site cannot leave its hierarchy; it is uninstalled and \
                       installed again.",
                sources: &[PREPARE, DESIGN],
            },
            Side {
                says: "From version 2103 on, the central administration site can be removed when \
                       it has exactly one child primary site, which then stands alone.",
                sources: &[read(
                    "core/servers/deploy/install/remove-central-administration-site",
                    "2026-11-25",
                )],
            },
        ],
        ruling: "Only by removing the central administration site above a single child.",
        why: "The second page is newer and describes an optional feature that the first one does \
              not know.",
        rules: &["HIER-CAS-ONE-PRI", "HIER-PRI-DETACH", "RMCAS-EXTRAS"],
    },
    Disagreement {
        topic: "Which site codes are reserved",
        sides: &[
            Side { says: "AUX, CON, NUL, PRN, SMS and ENV.", sources: &[PREPARE] },
            Side {
                says: "AUX, CON, NUL, PRN and SMS; the pages of both setup wizards leave ENV out.",
                sources: &[
                    read("core/servers/deploy/install/setup-wizard-central-primary", "2026-11-23"),
                    read("core/servers/deploy/install/setup-wizard-secondary", "2026-11-23"),
                ],
            },
        ],
        ruling: "All six are refused.",
        why: "Avoiding one code more costs nothing, and setup does not check for it.",
        rules: &["SITE-CODE-RESERVED"],
    },
    Disagreement {
        topic: "Named instances for the replicas of an availability group",
        sides: &[
            Side {
                says: "A replica uses the default instance or a named one.",
                sources: &[AVAILABILITY_GROUPS],
            },
            Side {
                says: "A prerequisite check wants the replicas on the default instance.",
                sources: &[CHECKS],
            },
        ],
        ruling: "Both are allowed; a named instance is a warning.",
        why: "The page on availability groups is the newer one, but a check in setup may still \
              stop an older version.",
        rules: &["AG-NAMED"],
    },
    Disagreement {
        topic: "Distributed views with a failover cluster instance",
        sides: &[
            Side {
                says: "With distributed views, the site database cannot be on a failover cluster \
                       instance.",
                sources: &[FAILOVER_CLUSTERS],
            },
            Side {
                says: "It can, if the central administration site's database is on a single SQL \
                       Server with the SMS Provider beside it and the primary site's listener \
                       uses port 1433.",
                sources: &[read("core/plan-design/hierarchy/database-replication", "2026-11-25")],
            },
        ],
        ruling: "A warning that names both pages.",
        why: "The page on replication is newer; an SMS Provider must not be on a cluster node in \
              any case, so only a primary site's database can be on one.",
        rules: &["DISTVIEW-FCI"],
    },
    Disagreement {
        topic: "The site at which a cloud management gateway is created",
        sides: &[
            Side {
                says: "At a primary site or at the central administration site.",
                sources: &[SCALE],
            },
            Side {
                says: "At the top-tier site, with the connection points at child primary sites.",
                sources: &[
                    GATEWAY_DESIGN,
                    read("core/clients/manage/cmg/perf-scale", "2026-11-23"),
                ],
            },
        ],
        ruling: "A gateway at a child primary site is a warning, not an error.",
        why: "It is supported, but all primary sites can share one only from the top.",
        rules: &["CMG-TOP"],
    },
    Disagreement {
        topic: "How many fallback status points and enrollment points there may be",
        sides: &[
            Side { says: "Several of each at a site.", sources: &[ROLES] },
            Side {
                says: "Both belong to the roles that are not highly available, because a site or \
                       hierarchy does not support several.",
                sources: &[read(
                    "core/servers/deploy/configure/high-availability-options",
                    "2026-11-25",
                )],
            },
        ],
        ruling: "Their number is not limited.",
        why: "A client is given one fallback status point when it is installed, so a second one \
              shares the load but does not stand in for the first.",
        rules: &["FSP-CAPACITY", "ENR-PAIR"],
    },
    Disagreement {
        topic: "Since when a certificate registration point is an error",
        sides: &[
            Side { says: "It is not supported from version 2203 on.", sources: &[ROLES] },
            Side {
                says: "A prerequisite check stops the update from version 2403 on.",
                sources: &[CHECKS],
            },
            Side {
                says: "It is still listed among the roles for Windows Server 2025.",
                sources: &[SYSTEMS],
            },
        ],
        ruling: "An error at every version that can be planned for.",
        why: "Not supported comes before blocked, and the list of systems was only carried on.",
        rules: &["CRP-REMOVED"],
    },
    Disagreement {
        topic: "What becomes of the Asset Intelligence synchronization point",
        sides: &[
            Side {
                says: "It is deprecated since November 2021 and still works.",
                sources: &[read(
                    "core/clients/manage/asset-intelligence/deprecation",
                    "2026-11-23",
                )],
            },
            Side {
                says: "Version 2603 no longer offers it among the roles to install.",
                sources: &[NEW_2603],
            },
        ],
        ruling: "A warning up to 2509, an error from 2603 on.",
        why: "What cannot be installed cannot be planned.",
        rules: &["AISP-DEPR"],
    },
    Disagreement {
        topic: "SQL Server Native Client",
        sides: &[
            Side {
                says: "Many roles need it, and it must not be uninstalled.",
                sources: &[PREREQUISITES, CHECKS],
            },
            Side {
                says: "From version 2603 on nothing depends on it, and it can be uninstalled.",
                sources: &[NEW_2603],
            },
        ],
        ruling: "Asked for below 2603 only.",
        why: "The newer page says since when the older ones no longer hold.",
        rules: &["SRV-NATIVECLIENT"],
    },
    Disagreement {
        topic: "Internet access and proxy of a management point",
        sides: &[
            Side {
                says: "From version 2603 on, a management point that validates Microsoft Entra \
                       tokens reaches two sign-in addresses in system context; a proxy that is \
                       set for WinHTTP alone is not used.",
                sources: &[NEW_2603],
            },
            Side {
                says: "The proxy for this is set with netsh winhttp.",
                sources: &[read("core/plan-design/network/proxy-server-support", "2026-11-25")],
            },
        ],
        ruling: "The addresses must be reached; for the proxy, the page on version 2603 counts.",
        why: "It is two months newer and corrects the other.",
        rules: &["MP-ENTRA-NET"],
    },
    Disagreement {
        topic: "Boundary groups of management points while an operating system is deployed",
        sides: &[
            Side {
                says: "The deployment of operating systems knows nothing of them.",
                sources: &[read(
                    "core/servers/deploy/configure/boundary-groups-management-points",
                    "2026-11-25",
                )],
            },
            Side {
                says: "From version 2509 on, Windows PE gets policy only if its boundary group \
                       has a management point.",
                sources: &[NEW_2509],
            },
        ],
        ruling: "From 2509 on, such a boundary group needs a management point.",
        why: "The page on version 2509 is the newer one and shows the error that follows.",
        rules: &["MP-BG-WINPE"],
    },
    Disagreement {
        topic: "The oldest SQL Server for the data warehouse",
        sides: &[
            Side { says: "SQL Server 2012 or later.", sources: &[DATA_WAREHOUSE, PREREQUISITES] },
            Side {
                says: "SQL Server 2012 and 2014 are no longer supported.",
                sources: &[DEPRECATED_SERVERS, NEW_2409],
            },
        ],
        ruling: "SQL Server 2016 or later from version 2409 on.",
        why: "The page on the data warehouse was not changed when the support ended.",
        rules: &["DW-SQL"],
    },
    Disagreement {
        topic: "Web Server (IIS) on the computer of an SMS Provider",
        sides: &[
            Side { says: "It is among the prerequisites.", sources: &[PREREQUISITES] },
            Side {
                says: "The Windows role is no longer required since version 2010; a certificate \
                       on port 443 is.",
                sources: &[PROVIDERS],
            },
        ],
        ruling: "It is not asked for.",
        why: "The page on the SMS Provider says since when.",
        rules: &[],
    },
    Disagreement {
        topic: "The oldest ODBC driver",
        sides: &[
            Side {
                says: "18.4.1.1 from version 2503 on.",
                sources: &[
                    CHECKS,
                    read("core/plan-design/changes/whats-new-in-version-2503", "2026-11-23"),
                ],
            },
            Side {
                says: "In one sentence of the page on version 2509, a check refuses drivers below \
                       18.4.4.1.",
                sources: &[NEW_2509],
            },
        ],
        ruling: "18.4.1.1.",
        why: "The sentence before it says 18.4.1.1 as well, and no such driver comes with the \
              product.",
        rules: &["SRV-ODBC"],
    },
    Disagreement {
        topic: "Memory for a SQL Server beside the site server",
        sides: &[
            Side { says: "80 percent of the computer's memory.", sources: &[HARDWARE] },
            Side {
                says: "65 or 70 percent up to 150,000 clients, 80 percent for the largest central \
                       administration sites.",
                sources: &[SIZING],
            },
            Side {
                says: "Between 50 and 80 percent.",
                sources: &[read(
                    "core/plan-design/configs/support-for-sql-server-versions",
                    "2026-11-25",
                )],
            },
        ],
        ruling: "The share for the size of the site, and a warning outside of 50 to 80 percent.",
        why: "All three agree within that range, and the page by size is the most particular.",
        rules: &["SRV-SQL-MEM"],
    },
    Disagreement {
        topic: "The size of tempdb",
        sides: &[
            Side {
                says: "25 to 30 percent of the database file, in four files or more from 50,000 \
                       clients on.",
                sources: &[HARDWARE],
            },
            Side {
                says: "Up to 20 to 25 percent, in four files of the same size.",
                sources: &[SIZING_QUESTIONS],
            },
        ],
        ruling: "25 percent in four files.",
        why: "It is the one figure that both allow.",
        rules: &["SRV-HW-DISK"],
    },
    Disagreement {
        topic: "Software update points at primary sites below a central administration site",
        sides: &[
            Side { says: "The role is supported at every site.", sources: &[ROLES] },
            Side {
                says: "The central administration site and all child primary sites must have one \
                       to manage updates.",
                sources: &[
                    read("sum/plan-design/plan-for-software-updates", "2026-11-23"),
                    read("sum/get-started/install-a-software-update-point", "2026-11-23"),
                ],
            },
        ],
        ruling: "A warning at a primary site without one where the site above has one.",
        why: "Supported is not the same as needed; it is needed once updates are managed.",
        rules: &["SUP-PRI-MISSING"],
    },
    Disagreement {
        topic: "How many devices a site manages",
        sides: &[
            Side {
                says: "700,000 desktops in a hierarchy, 150,000 devices at a child primary site, \
                       175,000 at a standalone one, and 15 management points.",
                sources: &[SCALE],
            },
            Side {
                says: "Figures of 2012 that can still be found on the web, such as 400,000 devices \
                       in a hierarchy.",
                sources: &[],
            },
        ],
        ruling: "The figures of the documentation.",
        why: "They replaced the old ones.",
        rules: &["MP-COUNT", "CAP-CAS", "CAP-CHILD", "CAP-STANDALONE", "CAP-SUM"],
    },
    Disagreement {
        topic: "Computers with macOS and devices of on-premises device management",
        sides: &[
            Side { says: "A hierarchy supports 25,000 and 100,000 of them.", sources: &[SCALE] },
            Side {
                says: "Support for macOS ended on 31 December 2022, and on-premises device \
                       management is deprecated.",
                sources: &[DEPRECATED],
            },
        ],
        ruling: "A plan may count them; none are expected.",
        why: "Existing hierarchies still have them, and the figures were not withdrawn.",
        rules: &["CAP-STANDALONE-MIX", "CAP-MP-MIX"],
    },
];
