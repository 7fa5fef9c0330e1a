//! A list that is answered page by page.

use serde_json::{Value, json};

use super::{Answer, Seen, exchange::options};

/// The option of a next link that says where the page begins.
const TOKEN: &str = "$skiptoken";

/// Items at a path.
pub(super) struct List {
    pub(super) path: String,
    pub(super) items: Vec<Value>,
    pub(super) per_page: usize,
    pub(super) asked: bool,
}

impl List {
    /// The page that a request asks for; its link leads to the same address, and so has the same options.
    pub(super) fn answer(&mut self, asked: &Seen, base: &str) -> Answer {
        self.asked = true;
        let asked = options(&asked.path_and_query);
        let option = |name: &str| asked.iter().find(|it| it.0 == name).map(|it| it.1.as_str());
        let number = |name| option(name).and_then(|it| it.parse::<usize>().ok());
        let start = number(TOKEN).unwrap_or_default().min(self.items.len());
        let size = number("$top")
            .map_or(self.per_page, |it| it.min(self.per_page))
            .max(1);
        let end = (start + size).min(self.items.len());
        let mut page = json!({ "value": self.items[start..end] });
        if option("$count") == Some("true") {
            page["@odata.count"] = self.items.len().into();
        }
        if end < self.items.len() {
            page["@odata.nextLink"] = self.link(base, &asked, end).into();
        }
        Answer::new(200, page.to_string().into())
    }

    fn link(&self, base: &str, options: &[(String, String)], start: usize) -> String {
        let mut link = format!("{base}{}?", self.path);
        for (name, value) in options.iter().filter(|it| it.0 != TOKEN) {
            crate::http::query::push(&mut link, name, value);
            link.push('&');
        }
        crate::http::query::push(&mut link, TOKEN, &start.to_string());
        link
    }
}
