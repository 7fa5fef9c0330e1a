//! Typed Microsoft Graph: every documented type and operation.
