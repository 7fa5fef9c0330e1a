//! Reads Microsoft Graph's documentation pages into a schema.
