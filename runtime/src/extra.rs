//! Members of a JSON object that its type does not declare, or that do not fit it, raw and in order.

use serde_json::Value;

/// Undeclared and misfitting members by name, in the order in which they came. Empty, it takes the room of one pointer.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(
    clippy::box_collection,
    reason = "nearly every object has none, and there are thousands of objects in an answer"
)]
pub struct Extra(Option<Box<Vec<(String, Value)>>>);

impl Extra {
    /// No members.
    pub const NONE: Self = Self(None);

    /// The value of a member; the last one where a name came twice.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.iter()
            .rev()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }

    /// Sets a member, in its old place if there is one. The value before is returned.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        let (name, value) = (name.into(), value.into());
        let members = self.0.get_or_insert_default();
        if let Some((_, old)) = members.iter_mut().rev().find(|(key, _)| *key == name) {
            return Some(std::mem::replace(old, value));
        }
        members.push((name, value));
        None
    }

    /// Takes a member out, with every repetition of its name.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let members = self.0.as_mut()?;
        let mut removed = None;
        while let Some(at) = members.iter().position(|(key, _)| key == name) {
            removed = Some(members.remove(at).1);
        }
        if members.is_empty() {
            self.0 = None;
        }
        removed
    }

    /// The members in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Value)> {
        self.0
            .iter()
            .flat_map(|it| it.iter())
            .map(|(key, value)| (&**key, value))
    }

    /// The number of members.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |it| it.len())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a member without looking for its name, as reading does.
    pub(crate) fn push(&mut self, name: String, value: Value) {
        self.0.get_or_insert_default().push((name, value));
    }
}

#[cfg(test)]
mod tests {
    use super::Extra;

    #[test]
    fn members_keep_their_order_and_the_last_repetition_wins() {
        let mut extra = Extra::default();
        extra.push("b".into(), 1.into());
        extra.push("a".into(), 2.into());
        extra.push("b".into(), 3.into());
        assert_eq!(extra.get("b"), Some(&3.into()));
        assert_eq!(extra.insert("a", 4), Some(2.into()));
        assert_eq!(
            extra.iter().map(|(key, _)| key).collect::<Vec<_>>(),
            ["b", "a", "b"]
        );
        assert_eq!(extra.remove("b"), Some(3.into()));
        assert_eq!(extra.len(), 1);
    }

    #[test]
    fn an_empty_map_takes_one_pointer() {
        assert_eq!(size_of::<Extra>(), size_of::<usize>());
    }
}
