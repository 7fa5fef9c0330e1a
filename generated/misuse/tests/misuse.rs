//! What must not compile in generated code: each file in the folder of this name, with the error that says why.

#[test]
fn misuse_does_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/misuse/*.rs");
}
