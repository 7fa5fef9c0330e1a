//! What must not compile with the generated client. All of it is in the tests.
