//! The address of an example: which host and version it names, its path, and its query.

use msgraph_schema::Version;
use percent_encoding::percent_decode_str;

use crate::report::Class;

/// An address below the version that is replayed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Address {
    /// The path, encoded as it stands, with its slash.
    pub(crate) path: String,
    /// The query options, decoded, in their order.
    pub(crate) query: Vec<(String, String)>,
}

/// Reads an address; an error if it names another host or version.
pub(crate) fn read(url: &str, version: Version) -> Result<Address, Class> {
    let schemes = ["https://", "http://"];
    let below = match schemes.into_iter().find_map(|it| url.strip_prefix(it)) {
        Some(rest) => {
            let (host, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
            if !host.contains("graph") {
                return Err(Class::OtherHost);
            }
            path
        }
        None => url,
    };
    let below = below.trim_start_matches(['~', '/']);
    let (first, rest) = below
        .find(['/', '?'])
        .map_or((below, ""), |at| below.split_at(at));
    let named = Version::ALL
        .into_iter()
        .find(|it| it.as_str().eq_ignore_ascii_case(first));
    match named {
        Some(it) if it != version => Err(Class::OtherVersion),
        None if is_version(first) => Err(Class::OtherVersion),
        Some(_) => Ok(split(rest)),
        None => Ok(split(&format!("/{below}"))),
    }
}

/// Whether a word names a version of Graph, be it one that does not exist: `v1`.
fn is_version(word: &str) -> bool {
    let digits = word.strip_prefix('v').unwrap_or_default();
    digits.starts_with(|it: char| it.is_ascii_digit())
}

/// Path and query of an address without its base.
pub(crate) fn split(text: &str) -> Address {
    let (path, query) = text.split_once('?').unwrap_or((text, ""));
    let options = query.split('&').filter(|it| !it.is_empty());
    Address {
        path: path.to_owned(),
        query: options
            .map(|it| it.split_once('=').unwrap_or((it, "")))
            .map(|it| (decode(it.0), decode(it.1)))
            .collect(),
    }
}

/// The text that percent signs stand for.
pub(crate) fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

impl Address {
    /// The path in the one spelling that equals all others: decoded, without empty parentheses, blanks between arguments and slashes at the end.
    /// A key in parentheses is a segment of its own.
    pub(crate) fn canonical_path(&self) -> String {
        let mut canonical = String::new();
        let mut rest = self.path.as_str();
        while let Some(open) = rest.find('(') {
            canonical.push_str(&rest[..open]);
            let length = closing(&rest[open..]).unwrap_or(rest.len() - open);
            let inner = decode(rest[open + 1..open + length].trim_end_matches(')'));
            canonical.push_str(&parentheses(&inner));
            rest = &rest[open + length..];
        }
        canonical.push_str(rest);
        let decoded = decode(&canonical);
        decoded.trim_end_matches(['/', ':']).to_owned()
    }
}

/// What stands between parentheses, in one spelling.
fn parentheses(inner: &str) -> String {
    let inner = inner.trim();
    let quoted = inner
        .strip_prefix('\'')
        .and_then(|it| it.strip_suffix('\''));
    let key = quoted.unwrap_or(inner);
    match quoted {
        _ if inner.is_empty() => String::new(),
        Some(_) if !key.contains('\'') => format!("/{key}"),
        None if !key.contains(['\'', '=', ',']) => format!("/{key}"),
        _ => format!("({})", without_blanks(inner)),
    }
}

fn without_blanks(text: &str) -> String {
    let mut quoted = false;
    let kept = text.chars().filter(|it| {
        quoted ^= *it == '\'';
        quoted || !it.is_whitespace()
    });
    kept.collect()
}

/// How long the text in parentheses at the start is, with them; quotes and braces hold what they hold.
pub(crate) fn closing(text: &str) -> Option<usize> {
    let (mut quoted, mut depth) = (false, 0_usize);
    for (at, it) in text.char_indices() {
        match it {
            '\'' => quoted = !quoted,
            '(' | '{' | '[' if !quoted => depth += 1,
            ')' | '}' | ']' if !quoted => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + it.len_utf8());
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_whose_it_is() {
        let read = |url| read(url, Version::V1).map(|it| it.path);
        assert_eq!(
            read("https://graph.microsoft.com/v1.0/me?$top=1"),
            Ok("/me".to_owned())
        );
        assert_eq!(read("me/devices"), Ok("/me/devices".to_owned()));
        assert_eq!(
            read("https://graph.microsoft.com/beta/me"),
            Err(Class::OtherVersion)
        );
        assert_eq!(
            read("https://graph.microsoft.com/v1/me"),
            Err(Class::OtherVersion)
        );
        assert_eq!(
            read("https://bot.contoso.com/callback"),
            Err(Class::OtherHost)
        );
    }

    #[test]
    fn spellings_of_one_path_are_equal() {
        let canonical = |path: &str| split(path).canonical_path();
        assert_eq!(canonical("/me/messages('a%2Fb')/x()"), "/me/messages/a/b/x");
        assert_eq!(canonical("/borders({side})"), "/borders/{side}");
        assert_eq!(
            canonical("/range(address='A 1', rows=2)/"),
            "/range(address='A 1',rows=2)"
        );
        assert_eq!(
            canonical("/drive/root:/a%20b"),
            canonical("/drive/root:/a b:")
        );
    }
}
