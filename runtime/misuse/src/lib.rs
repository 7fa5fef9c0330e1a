//! What must not compile with the runtime. All of it is in the tests.
