"""The processes of `--cluster local:N` answer nobody else on the machine: what they are sent, they run."""

import pytest

from comity import scaling


@pytest.mark.slow
def test_other_users_of_the_machine_are_not_answered() -> None:
    import distributed

    with scaling.connected("local:1") as cluster:
        address = cluster.client.scheduler.address
        assert address.startswith("tls://127.0.0.1:")
        assert cluster.result(cluster.submit(sum, [1, 2])) == 3
        strange = distributed.Security.temporary()
        plain = address.replace("tls://", "tcp://")
        with pytest.raises((OSError, TimeoutError)):
            distributed.Client(plain, timeout=3)
        with pytest.raises((OSError, TimeoutError)):
            distributed.Client(address, security=strange, timeout=3)
