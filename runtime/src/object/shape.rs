//! The static facts of one generated type, and the look-up of a member by its name.

use std::{
    collections::HashMap,
    sync::{
        LazyLock, PoisonError, RwLock,
        atomic::{AtomicU16, Ordering::Relaxed},
    },
};

/// The facts of one type. Generated code holds one as a constant, which takes the compiler less time than a `static` with a state of its own.
pub struct Shape {
    /// The qualified name: `microsoft.graph.user`.
    pub name: &'static str,
    /// The names of its members in JSON, in the order of its tables.
    pub names: &'static [&'static str],
    /// The indices of the members that only the service sets, ascending.
    pub read_only: &'static [u16],
    /// Every type of the same version, with its base.
    pub types: fn() -> &'static TypeTable,
}

/// Finds the members of one object by their names.
pub(super) struct Finder {
    names: &'static [&'static str],
    /// Where the next member is looked for first: behind the last one.
    expected: usize,
    index: Option<&'static Index>,
}

/// What finds members whose place is not the expected one.
struct Index {
    /// A hash table of the members.
    table: Box<[u16]>,
    /// Which member came where another was expected, the first time that happened: the next object probably has the same order.
    instead: Box<[AtomicU16]>,
}

/// The indices made so far, by the address and the number of the names. There is one for each type that was read out of order, for good.
static INDICES: LazyLock<RwLock<HashMap<(usize, usize), &'static Index>>> =
    LazyLock::new(RwLock::default);

/// Every type of one version of Graph and its base type, sorted by name.
pub struct TypeTable(pub &'static [(&'static str, &'static str)]);

impl TypeTable {
    /// The base type of a type; nothing where it has none or is unknown.
    pub fn base(&self, name: &str) -> Option<&'static str> {
        let at = self.0.binary_search_by(|(it, _)| (*it).cmp(name)).ok()?;
        Some(self.0[at].1).filter(|it| !it.is_empty())
    }

    /// Whether a type is another one or inherits from it.
    pub fn is_a(&self, name: &str, ancestor: &str) -> bool {
        let mut next = Some(name);
        // No chain of bases is longer than the table; a cycle would be.
        for _ in 0..=self.0.len() {
            match next {
                Some(it) if it == ancestor => return true,
                Some(it) => next = self.base(it),
                None => return false,
            }
        }
        false
    }
}

const EMPTY: u16 = u16::MAX;

impl Shape {
    /// The index of a member by its name alone.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|it| same(it, name))
    }
}

impl Finder {
    pub(super) fn new(names: &'static [&'static str]) -> Self {
        Self {
            names,
            expected: 0,
            index: None,
        }
    }

    /// The index of a member. The one behind the last is tried first, so that keys in the order of the table cost one comparison; then what came
    /// there the first time something else did, so that keys in another order that stays the same cost two.
    #[inline]
    pub(super) fn find(&mut self, name: &str) -> Option<usize> {
        let found = match self.names.get(self.expected) {
            Some(it) if same(it, name) => self.expected,
            _ => self.look_up(name)?,
        };
        self.expected = found + 1;
        Some(found)
    }

    fn look_up(&mut self, name: &str) -> Option<usize> {
        // An annotation: many objects begin with one, and no member is called so.
        if name.starts_with('@') {
            return None;
        }
        let names = self.names;
        let index = *self.index.get_or_insert_with(|| Index::of(names));
        let instead = &index.instead[self.expected];
        let learned = instead.load(Relaxed);
        match names.get(usize::from(learned)) {
            Some(it) if same(it, name) => return Some(usize::from(learned)),
            _ => {}
        }
        let found = index.find(names, name)?;
        if learned == EMPTY {
            instead.store(found, Relaxed);
        }
        Some(usize::from(found))
    }
}

impl Index {
    /// The index of some names, made on first use.
    fn of(names: &'static [&'static str]) -> &'static Self {
        // A list of no names may have the address of another.
        let key = (names.as_ptr().addr(), names.len());
        let known = INDICES.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = known.get(&key) {
            return index;
        }
        drop(known);
        let mut known = INDICES.write().unwrap_or_else(PoisonError::into_inner);
        known
            .entry(key)
            .or_insert_with(|| Box::leak(Box::new(Self::new(names))))
    }

    /// The table has open addressing and is at most a third full.
    fn new(names: &[&str]) -> Self {
        let size = (names.len() * 3 + 1).next_power_of_two();
        let mut table = vec![EMPTY; size].into_boxed_slice();
        for (i, name) in names.iter().enumerate() {
            let mut at = hash(name) & (size - 1);
            while table[at] != EMPTY {
                at = (at + 1) & (size - 1);
            }
            table[at] = u16::try_from(i).expect("a type has fewer than 65,535 members");
        }
        let instead = (0..=names.len()).map(|_| AtomicU16::new(EMPTY)).collect();
        Self { table, instead }
    }

    fn find(&self, names: &[&str], name: &str) -> Option<u16> {
        let mask = self.table.len() - 1;
        let mut at = hash(name) & mask;
        loop {
            match self.table[at] {
                EMPTY => return None,
                it if same(names[usize::from(it)], name) => return Some(it),
                _ => at = (at + 1) & mask,
            }
        }
    }
}

/// Whether two names are equal. Most have 8 to 16 bytes, which their two ends cover: that takes no call.
#[inline]
fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    left.len() == right.len()
        && match (ends(left), ends(right)) {
            (Some(ends), Some(others)) => ends == others && (left.len() <= 16 || left == right),
            _ => left == right,
        }
}

/// The first and the last eight bytes as numbers; they may overlap.
#[inline]
fn ends(name: &[u8]) -> Option<(u64, u64)> {
    let (head, tail) = (name.first_chunk()?, name.last_chunk()?);
    Some((u64::from_le_bytes(*head), u64::from_le_bytes(*tail)))
}

/// A hash of the length, the first eight and the last eight bytes: the tables are small and their names are not chosen by an attacker.
fn hash(name: &str) -> usize {
    let bytes = name.as_bytes();
    let short = || bytes.iter().fold(0, |acc, it| (acc << 8) | u64::from(*it));
    let (head, tail) = ends(bytes).unwrap_or_else(|| (short(), 0));
    let mixed =
        (head ^ tail.rotate_left(29) ^ bytes.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 40) as usize
}

#[cfg(test)]
mod tests {
    use super::{Finder, Shape, TypeTable};

    static TYPES: TypeTable = TypeTable(&[
        ("microsoft.graph.directoryObject", ""),
        ("microsoft.graph.user", "microsoft.graph.directoryObject"),
    ]);
    static NAMES: &[&str] = &["id", "displayName", "displayNames", "isplayName", "a", ""];

    fn types() -> &'static TypeTable {
        &TYPES
    }

    static SHAPE: Shape = Shape {
        name: "t",
        names: NAMES,
        read_only: &[],
        types,
    };

    fn find(name: &str, expected: usize) -> Option<usize> {
        let mut finder = Finder::new(NAMES);
        finder.expected = expected;
        finder.find(name)
    }

    #[test]
    fn every_name_is_found_from_every_place() {
        for (i, name) in NAMES.iter().enumerate() {
            for expected in 0..=NAMES.len() {
                let found = find(name, expected);
                assert_eq!(found, Some(i), "{name} expected at {expected}");
            }
        }
        assert_eq!(SHAPE.position("isplayName"), Some(3));
        assert_eq!(SHAPE.position("displayNam"), None);
        assert_eq!(find("displayNam", 0), None);
        assert_eq!(find("@odata.type", 0), None);
    }

    #[test]
    fn the_next_member_is_expected_behind_the_last() {
        let mut finder = Finder::new(NAMES);
        assert_eq!(finder.find("displayNames"), Some(2));
        assert_eq!(finder.expected, 3);
        assert_eq!(finder.find("unknown"), None);
        assert_eq!(finder.expected, 3);
        assert_eq!(finder.find("isplayName"), Some(3));
        assert_eq!(finder.find(""), Some(5));
        assert_eq!(
            finder.find("id"),
            Some(0),
            "behind the last one there is none"
        );
    }

    #[test]
    fn a_type_without_members_has_none() {
        assert_eq!(Finder::new(&[]).find("a"), None);
    }

    #[test]
    fn a_type_is_itself_and_its_ancestors() {
        assert!(TYPES.is_a("microsoft.graph.user", "microsoft.graph.directoryObject"));
        assert!(TYPES.is_a("microsoft.graph.unheardOf", "microsoft.graph.unheardOf"));
        assert!(!TYPES.is_a("microsoft.graph.directoryObject", "microsoft.graph.user"));
        assert!(!TypeTable(&[("a", "b"), ("b", "a")]).is_a("a", "c"));
    }
}
