"""Papers: what somebody takes along as proof of service, and the page on which it is checked."""
