//! Which fields are boxed: those through which a type would hold itself.
//!
//! ```text
//! A { b: B }   B { c: C }   C { a: A, d: D }      a circle: A.b, B.c and C.a are boxed, C.d is not
//! ```
//!
//! The types are nodes, a single unboxed object is an edge; an edge inside a strongly connected component is boxed (Tarjan's algorithm, with
//! a stack of its own: pages decide how deep it goes).

use std::collections::BTreeMap;

use crate::items::{Field, Path, Struct, Value};

/// Boxes what has to be.
pub(crate) fn box_cycles(mut structs: Vec<(Path, &mut Struct)>) {
    let index: BTreeMap<Path, usize> = structs
        .iter()
        .enumerate()
        .map(|(at, (path, _))| (path.clone(), at))
        .collect();
    let edges: Vec<Vec<usize>> = structs
        .iter()
        .map(|(_, it)| {
            it.fields
                .iter()
                .filter_map(held)
                .filter_map(|it| index.get(it).copied())
                .collect()
        })
        .collect();
    let components = components(&edges);
    for (at, (_, it)) in structs.iter_mut().enumerate() {
        for field in &mut it.fields {
            let target = held(field).and_then(|it| index.get(it));
            if target.is_some_and(|target| components[*target] == components[at]) {
                field.ty.boxed = true;
            }
        }
    }
}

/// The type that a field holds in itself.
fn held(field: &Field) -> Option<&Path> {
    match &field.ty.value {
        Value::Object(path) if !field.ty.list && !field.ty.boxed => Some(path),
        _ => None,
    }
}

/// The strongly connected component of every node, as a number.
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut search = Search {
        edges,
        order: vec![None; edges.len()],
        low: vec![0; edges.len()],
        component: vec![None; edges.len()],
        stack: Vec::new(),
        visited: 0,
    };
    for node in 0..edges.len() {
        if search.order[node].is_none() {
            search.visit(node);
        }
    }
    search
        .component
        .into_iter()
        .map(|it| it.expect("every node was visited"))
        .collect()
}

struct Search<'a> {
    edges: &'a [Vec<usize>],
    /// When a node was first seen.
    order: Vec<Option<usize>>,
    /// The earliest node that can be reached from a node and back.
    low: Vec<usize>,
    component: Vec<Option<usize>>,
    /// Nodes without a component yet.
    stack: Vec<usize>,
    visited: usize,
}

impl Search<'_> {
    /// Visits everything that can be reached from a node.
    fn visit(&mut self, root: usize) {
        let mut path = vec![(root, 0)];
        self.enter(root);
        while let Some((node, next)) = path.last_mut() {
            let node = *node;
            let Some(target) = self.edges[node].get(*next).copied() else {
                path.pop();
                self.leave(node, path.last().map(|it| it.0));
                continue;
            };
            *next += 1;
            match (self.order[target], self.component[target]) {
                (None, _) => {
                    self.enter(target);
                    path.push((target, 0));
                }
                (Some(order), None) => self.low[node] = self.low[node].min(order),
                _ => {}
            }
        }
    }

    fn enter(&mut self, node: usize) {
        self.order[node] = Some(self.visited);
        self.low[node] = self.visited;
        self.visited += 1;
        self.stack.push(node);
    }

    fn leave(&mut self, node: usize, parent: Option<usize>) {
        if let Some(parent) = parent {
            self.low[parent] = self.low[parent].min(self.low[node]);
        }
        if self.order[node] != Some(self.low[node]) {
            return;
        }
        while let Some(it) = self.stack.pop() {
            self.component[it] = Some(node);
            if it == node {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn nodes_on_one_circle_share_a_component() {
        let it = components(&[
            vec![1],
            vec![2],
            vec![0, 3],
            vec![4],
            vec![],
            vec![5],
            vec![4, 0],
        ]);
        assert!(it[0] == it[1] && it[1] == it[2]);
        let mut others: Vec<_> = [it[0], it[3], it[4], it[5], it[6]].into();
        others.sort_unstable();
        others.dedup();
        assert_eq!(others.len(), 5);
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let edges: Vec<_> = (0..100_000)
            .map(|it| if it == 99_999 { vec![0] } else { vec![it + 1] })
            .collect();
        assert!(components(&edges).windows(2).all(|it| it[0] == it[1]));
    }
}
