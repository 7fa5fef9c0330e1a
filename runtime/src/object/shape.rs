//! The static facts of one generated type, and the look-up of a member by its name.

use std::sync::{
    OnceLock,
    atomic::{AtomicU16, Ordering::Relaxed},
};

/// The facts of one type. Generated code holds one in a `static`.
pub struct Shape {
    /// The qualified name: `microsoft.graph.user`.
    pub name: &'static str,
    /// The names of its members in JSON, in the order of its tables.
    pub names: &'static [&'static str],
    /// The indices of the members that only the service sets, ascending.
    pub read_only: &'static [u16],
    /// Every type of the same version, with its base.
    pub types: &'static TypeTable,
    index: OnceLock<Index>,
}

/// What finds members whose place is not the expected one.
struct Index {
    /// A hash table of the members.
    table: Box<[u16]>,
    /// Which member came where another was expected, the first time that happened: the next object probably has the same order.
    instead: Box<[AtomicU16]>,
}

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
    /// The facts of a type.
    pub const fn new(
        name: &'static str,
        names: &'static [&'static str],
        read_only: &'static [u16],
        types: &'static TypeTable,
    ) -> Self {
        Self {
            name,
            names,
            read_only,
            types,
            index: OnceLock::new(),
        }
    }

    /// The index of a member. `expected` is tried first, so that keys in the order of the table cost one comparison; then what came there the
    /// first time something else did, so that keys in another order that stays the same cost two.
    #[inline]
    pub(crate) fn find(&self, name: &str, expected: usize) -> Option<usize> {
        match self.names.get(expected) {
            Some(it) if same(it, name) => Some(expected),
            _ => self.look_up(name, expected),
        }
    }

    /// The index of a member by its name alone.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.index().find(self.names, name).map(usize::from)
    }

    fn look_up(&self, name: &str, expected: usize) -> Option<usize> {
        let index = self.index();
        let instead = &index.instead[expected];
        let learned = instead.load(Relaxed);
        match self.names.get(usize::from(learned)) {
            Some(it) if same(it, name) => return Some(usize::from(learned)),
            _ => {}
        }
        let found = index.find(self.names, name)?;
        if learned == EMPTY {
            instead.store(found, Relaxed);
        }
        Some(usize::from(found))
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(self.names))
    }
}

impl Index {
    /// Made on first use. The table has open addressing and is at most a third full.
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
    use super::{Shape, TypeTable};

    static TYPES: TypeTable = TypeTable(&[
        ("microsoft.graph.directoryObject", ""),
        ("microsoft.graph.user", "microsoft.graph.directoryObject"),
    ]);
    static NAMES: &[&str] = &["id", "displayName", "displayNames", "isplayName", "a", ""];

    #[test]
    fn every_name_is_found_from_every_place() {
        let shape = Shape::new("t", NAMES, &[], &TYPES);
        for (i, name) in NAMES.iter().enumerate() {
            for expected in 0..=NAMES.len() {
                assert_eq!(
                    shape.find(name, expected),
                    Some(i),
                    "{name} expected at {expected}"
                );
            }
        }
        assert_eq!(shape.position("isplayName"), Some(3));
        assert_eq!(shape.position("displayNam"), None);
        assert_eq!(shape.find("displayNam", 0), None);
        assert_eq!(Shape::new("t", &[], &[], &TYPES).find("a", 0), None);
    }

    #[test]
    fn a_type_is_itself_and_its_ancestors() {
        assert!(TYPES.is_a("microsoft.graph.user", "microsoft.graph.directoryObject"));
        assert!(TYPES.is_a("microsoft.graph.unheardOf", "microsoft.graph.unheardOf"));
        assert!(!TYPES.is_a("microsoft.graph.directoryObject", "microsoft.graph.user"));
        assert!(!TypeTable(&[("a", "b"), ("b", "a")]).is_a("a", "c"));
    }
}
