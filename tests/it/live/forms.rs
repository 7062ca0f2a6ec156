//! The forms in which rows get into a file: what each of the one-liners writes.

use std::fmt::Write as _;

use super::writer::{Live, RoleRow, SiteRow};

impl Live {
    /// The first one-liner: sites and roles with their embedded properties, a row a line.
    pub fn json(&self) -> String {
        let mut text = String::with_capacity(self.roles.len() * 260);
        text.push_str("{\"sites\":[\n");
        rows(&mut text, &self.sites, json_site);
        text.push_str("],\n\"roles\":[\n");
        rows(&mut text, &self.roles, json_role);
        text.push_str("]}\n");
        text
    }

    /// The second: `SMS_SystemResourceList` as a table.
    pub fn csv(&self) -> String {
        let mut text = quoted_row(&[
            "SiteCode",
            "RoleName",
            "ServerName",
            "ServerRemoteName",
            "SslState",
            "InternetEnabled",
            "InternetShared",
            "NALPath",
        ]);
        for row in &self.roles {
            text += &quoted_row(&[
                &row.site,
                &row.name,
                row.short_name(),
                &row.host,
                &row.ssl.to_string(),
                if row.internet { "True" } else { "False" },
                "False",
                &row.nal_path(),
            ]);
        }
        text
    }

    /// The third: `Get-CMSiteRole` as a table.
    pub fn cmdlets(&self) -> String {
        let mut text = quoted_row(&["SiteCode", "RoleName", "NetworkOSPath", "SslState", "Type"]);
        for row in &self.roles {
            let path = format!("\\\\{}", row.host);
            text += &quoted_row(&[
                &row.site,
                &row.name,
                &path,
                &row.ssl.to_string(),
                &row.on.to_string(),
            ]);
        }
        text
    }
}

fn rows<T>(text: &mut String, rows: &[T], each: impl Fn(&mut String, &T)) {
    for (at, row) in rows.iter().enumerate() {
        if at > 0 {
            text.push_str(",\n");
        }
        each(text, row);
    }
    text.push('\n');
}

pub fn json_site(text: &mut String, row: &SiteRow) {
    _ = write!(
        text,
        "{{\"SiteCode\":{},\"SiteName\":{},\"ServerName\":{},\"Type\":{},\"ReportingSiteCode\":{},\
         \"Version\":\"5.00.{}.1000\",\"BuildNumber\":{},\"InstallDir\":\"E:\\\\ConfigMgr\",\
         \"Status\":1,\"Mode\":0}}",
        quoted(&row.code),
        quoted(&row.title),
        quoted(&row.server),
        row.kind,
        quoted(&row.parent),
        row.build,
        row.build,
    );
}

pub fn json_role(text: &mut String, row: &RoleRow) {
    _ = write!(
        text,
        "{{\"SiteCode\":{},\"RoleName\":{},\"NetworkOSPath\":{},\"NALType\":\"Windows NT Server\",\
         \"SslState\":{},\"Type\":{},\"SiteSystemStatus\":{},\"Props\":[",
        quoted(&row.site),
        quoted(&row.name),
        quoted(&format!("\\\\{}", row.host)),
        row.ssl,
        row.on,
        row.status,
    );
    for (at, prop) in row.props.iter().enumerate() {
        let comma = if at > 0 { "," } else { "" };
        _ = write!(
            text,
            "{comma}{{\"PropertyName\":\"{}\",\"Value\":{},\"Value1\":{},\"Value2\":{}}}",
            prop.name,
            prop.value,
            quoted(&prop.value1),
            quoted(&prop.value2),
        );
    }
    text.push_str("],\"PropLists\":[");
    for (at, (name, values)) in row.lists.iter().enumerate() {
        let comma = if at > 0 { "," } else { "" };
        let values: Vec<_> = values.iter().map(|value| quoted(value)).collect();
        _ = write!(
            text,
            "{comma}{{\"PropertyListName\":\"{name}\",\"Values\":[{}]}}",
            values.join(",")
        );
    }
    text.push_str("]}");
}

/// As JSON writes a text.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// As `Export-Csv` writes a row: everything between quotation marks.
pub fn quoted_row(fields: &[&str]) -> String {
    let fields: Vec<_> =
        fields.iter().map(|field| format!("\"{}\"", field.replace('"', "\"\""))).collect();
    fields.join(",") + "\r\n"
}
