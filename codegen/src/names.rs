//! Graph's names as Rust names: case, keywords, and names that would be the same.
//!
//! ```text
//! iOSMobileApp           ios mobile app          IosMobileApp           ios_mobile_app
//! macOSLobApp            macos lob app           MacOsLobApp            macos_lob_app
//! oAuth2PermissionGrant  oauth2 permission grant OAuth2PermissionGrant  oauth2_permission_grant
//! ```
//!
//! A word begins at a capital behind a small letter or digit, and at the last capital before a small letter (`URLPath`: `url path`).
//! A letter alone belongs to the word behind it (`eTag`, `OAuth`, `MHz`), and the `s` behind capitals to them (`URLs`).

mod words;

use std::{collections::BTreeMap, fmt};

use msgraph_schema::{
    diagnostic::{Code, Diagnostic},
    schema::Location,
};

use self::words::words;

/// A name as Rust spells it, keywords included: `display_name`, `r#type`, `self_`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RustName(String);

impl RustName {
    /// The name as it is spelled.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The name without the mark of a raw one, as files and folders are called.
    pub(crate) fn bare(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }

    /// The name as a constant: `r#type` is `TYPE`.
    pub(crate) fn constant(&self) -> Self {
        Self(self.bare().to_uppercase())
    }

    /// The name, or where that is reserved, the name with underscores behind it.
    pub(crate) fn outside(mut self, reserved: &[&str]) -> Self {
        while reserved.contains(&self.bare()) {
            self = Self(format!("{}_", self.bare()));
        }
        self
    }

    /// Whether the name is a keyword that is spelled raw.
    pub(crate) fn is_raw(&self) -> bool {
        self.0.starts_with("r#")
    }
}

impl fmt::Display for RustName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How the words of a name are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// `DisplayName`, for types and variants.
    Pascal,
    /// `display_name`, for everything else.
    Snake,
}

/// Keywords of the 2024 edition that can be spelled raw.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that cannot.
const PATH_KEYWORDS: &[&str] = &["Self", "crate", "self", "super"];

/// Types that generated code names without a path.
const PRELUDE: &[&str] = &["Box", "Default", "Option", "Result", "String", "Vec"];

/// File names that some systems keep for devices.
const DEVICES: &[&str] = &["aux", "con", "nul", "prn"];

/// The Rust name of Graph's name; nothing where it has no letter or digit.
pub(crate) fn rust_name(case: Case, wire_name: &str) -> Option<RustName> {
    let words = words(wire_name);
    let mut text = match case {
        Case::Pascal => words.concat(),
        Case::Snake => words.join("_").to_lowercase(),
    };
    if text.starts_with(|it: char| it.is_ascii_digit()) {
        text.insert(0, '_');
    }
    (!text.is_empty()).then(|| spell(text))
}

/// A name that is a keyword, or means something else in generated code, in its legal spelling.
fn spell(text: String) -> RustName {
    let is_one_of = |names: &[&str]| names.contains(&text.as_str());
    if is_one_of(KEYWORDS) {
        return RustName(format!("r#{text}"));
    }
    if is_one_of(PATH_KEYWORDS) || is_one_of(PRELUDE) || is_one_of(DEVICES) {
        return RustName(text + "_");
    }
    RustName(text)
}

/// A name to find a Rust name for, with the place where the documentation defines it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'a> {
    /// Graph's name.
    pub(crate) wire_name: &'a str,
    /// Where it stands.
    pub(crate) location: Location,
}

/// Gives every name of one scope a Rust name of its own, in the order of the names.
///
/// Names that fall together are reported with both places, and all but the first get a number, `status_2` or `Status2`: names of letters and
/// digits alone come first, then the alphabet decides. A name that no Rust name can be made of, or that stands twice, is reported and gets none.
pub(crate) fn assign(
    case: Case,
    wanted: &[Wanted<'_>],
    reserved: &[&str],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Option<RustName>> {
    let mut order: Vec<_> = (0..wanted.len()).collect();
    order.sort_by_key(|it| {
        let wire_name = wanted[*it].wire_name;
        // Of `_summary` and `summary`, the plain one is the one that people mean.
        (
            !wire_name.bytes().all(|it| it.is_ascii_alphanumeric()),
            wire_name,
        )
    });
    let mut scope = Scope {
        taken: BTreeMap::new(),
        reserved,
    };
    let mut names = vec![None; wanted.len()];
    for index in order {
        names[index] = scope.claim(case, wanted[index], diagnostics);
    }
    names
}

/// The names that are taken, and by what.
struct Scope<'a> {
    taken: BTreeMap<RustName, Wanted<'a>>,
    reserved: &'a [&'a str],
}

impl<'a> Scope<'a> {
    fn claim(
        &mut self,
        case: Case,
        it: Wanted<'a>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<RustName> {
        let Some(mut name) = rust_name(case, it.wire_name).filter(|_| is_harmless(it.wire_name))
        else {
            diagnostics.push(Diagnostic::new(
                Code::UnusableName,
                it.location,
                format!("`{}` is no name", it.wire_name.escape_debug()),
            ));
            return None;
        };
        name = name.outside(self.reserved);
        if let Some(first) = self.taken.get(&name) {
            diagnostics.push(clash(it, *first, &name));
            if first.wire_name == it.wire_name {
                return None;
            }
            name = self.numbered(case, &name);
        }
        self.taken.insert(name.clone(), it);
        Some(name)
    }

    fn numbered(&self, case: Case, name: &RustName) -> RustName {
        let ends_in_digit = name.bare().ends_with(|it: char| it.is_ascii_digit());
        let between = match case {
            Case::Pascal if !ends_in_digit => "",
            Case::Pascal | Case::Snake => "_",
        };
        (2..)
            .map(|it| RustName(format!("{}{between}{it}", name.bare())))
            .find(|it| !self.taken.contains_key(it))
            .expect("a scope has fewer names than there are numbers")
    }
}

/// Whether a name is made of what names are made of. Anything else is a page that went wrong, or wants to break out of a literal.
fn is_harmless(wire_name: &str) -> bool {
    wire_name.len() <= 255
        && wire_name
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || "_-.:/+ ".contains(it))
}

fn clash(it: Wanted<'_>, first: Wanted<'_>, name: &RustName) -> Diagnostic {
    let message = format!(
        "`{}` and `{}` are both `{name}` in Rust",
        it.wire_name, first.wire_name
    );
    Diagnostic::new(Code::NameClash, it.location, message).related_to(first.location)
}

#[cfg(test)]
mod tests {
    use msgraph_schema::schema::Location;

    use super::{Case, Wanted, assign, rust_name};

    #[track_caller]
    fn check(wire_name: &str, pascal: &str, snake: &str) {
        let spelled =
            |case| rust_name(case, wire_name).map_or_else(String::new, |it| it.to_string());
        assert_eq!(
            (
                spelled(Case::Pascal).as_str(),
                spelled(Case::Snake).as_str()
            ),
            (pascal, snake)
        );
    }

    #[test]
    fn words_are_told_apart_as_people_read_them() {
        check("displayName", "DisplayName", "display_name");
        check("iOSMobileApp", "IosMobileApp", "ios_mobile_app");
        check(
            "managedIOSLobApp",
            "ManagedIosLobApp",
            "managed_ios_lob_app",
        );
        check("macOSLobApp", "MacOsLobApp", "macos_lob_app");
        check("eTag", "ETag", "etag");
        check(
            "oAuth2PermissionGrant",
            "OAuth2PermissionGrant",
            "oauth2_permission_grant",
        );
        check("iPv4CidrRange", "IPv4CidrRange", "ipv4_cidr_range");
        check("iCalUId", "ICalUId", "ical_uid");
        check(
            "minimumCpuSpeedInMHz",
            "MinimumCpuSpeedInMHz",
            "minimum_cpu_speed_in_mhz",
        );
        check(
            "windows10EducationN",
            "Windows10EducationN",
            "windows10_education_n",
        );
        check("deviceOSVersion", "DeviceOsVersion", "device_os_version");
        check("siteURLs", "SiteUrls", "site_urls");
        check(
            "riskEventTypes_v2",
            "RiskEventTypesV2",
            "risk_event_types_v2",
        );
        check("v4_0_3", "V403", "v4_0_3");
    }

    #[test]
    fn every_name_is_legal_in_the_2024_edition() {
        check("type", "Type", "r#type");
        check("gen", "Gen", "r#gen");
        check("self", "Self_", "self_");
        check("2fa", "_2fa", "_2fa");
        check("string", "String_", "string");
        check("con", "Con", "con_");
        check("…", "", "");
    }

    #[test]
    fn names_that_fall_together_are_kept_apart_and_reported() {
        let wanted = ["Unknown", "unknown", "extra", "ok", "ok", "a\"]b"].map(|wire_name| Wanted {
            wire_name,
            location: Location::default(),
        });
        let mut diagnostics = Vec::new();
        let names = assign(Case::Snake, &wanted, &["extra"], &mut diagnostics);
        let names: Vec<_> = names
            .iter()
            .map(|it| it.as_ref().map(ToString::to_string))
            .collect();
        let expected = [
            Some("unknown"),
            Some("unknown_2"),
            Some("extra_"),
            Some("ok"),
            None,
            None,
        ];
        assert_eq!(names, expected.map(|it| it.map(str::to_owned)));
        let messages: Vec<_> = diagnostics.iter().map(|it| it.message.as_str()).collect();
        let names = assign(Case::Pascal, &wanted[..2], &[], &mut Vec::new());
        assert_eq!(names[1].as_ref().unwrap().to_string(), "Unknown2");
        assert_eq!(
            messages,
            [
                "`ok` and `ok` are both `ok` in Rust",
                "`unknown` and `Unknown` are both `unknown` in Rust",
                r#"`a\"]b` is no name"#,
            ]
        );
    }
}
