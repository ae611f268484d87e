package observe

// MemberMarker stands among the roles in every member's token and is none.
const MemberMarker = "b79fbf4d-3ef9-4689-8143-76b194e85509"
