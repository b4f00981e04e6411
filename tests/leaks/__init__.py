import pytest

# What the walks assert is told in as much detail as what a test asserts.
pytest.register_assert_rewrite(
    *(
        f"tests.leaks.{walk}"
        for walk in (
            "administration",
            "asking",
            "customers",
            "knowledge",
            "look",
            "people",
            "records",
        )
    )
)
