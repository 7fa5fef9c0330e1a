//! Pages by kind: what each says, in slices of its text.

pub(crate) mod operation;
