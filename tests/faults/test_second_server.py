"""A second `serve` in the same place: a clear sentence, exit code 1, and the first one goes on."""

from pathlib import Path

from tests.running_server import RunningServer


def test_a_home_has_one_server(server: RunningServer) -> None:
    second = RunningServer(server.home)
    ended = second.run("serve")
    assert ended.returncode == 1
    assert f"Another Beistand is running on {server.home}" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert server.call("GET", "/sessions", token=server.token)[0] == 200


def test_a_port_has_one_server(server: RunningServer, tmp_path: Path) -> None:
    second = RunningServer(tmp_path)
    second.port = server.port
    ended = second.run("serve")
    assert ended.returncode == 1
    assert f"Can't listen on 127.0.0.1:{server.port}" in ended.stderr
    assert "BEISTAND_PORT" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert server.call("GET", "/sessions", token=server.token)[0] == 200


def test_a_killed_server_leaves_its_home_free(own_server: RunningServer) -> None:
    own_server.kill()
    own_server.start()
    assert own_server.call("GET", "/sessions", token=own_server.token)[0] == 200
