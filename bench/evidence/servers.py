"""PostgreSQL and ClickHouse as Debian has them: started on a free port of the loopback, in a folder of their own."""

import contextlib
import glob
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time

PATIENCE = 60
CLICKHOUSE = """<?xml version="1.0"?>
<yandex>
  <logger><level>warning</level><log>{folder}/log</log><errorlog>{folder}/errors</errorlog></logger>
  <listen_host>127.0.0.1</listen_host><http_port>{port}</http_port>
  <path>{folder}/data/</path><tmp_path>{folder}/temporary/</tmp_path>
  <users_config>users.xml</users_config>
  <default_profile>default</default_profile><default_database>default</default_database>
  <mark_cache_size>5368709</mark_cache_size>
</yandex>
"""
USERS = """<?xml version="1.0"?>
<yandex><profiles><default/></profiles><quotas><default/></quotas><users><default>
  <password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota>
</default></users></yandex>
"""


@contextlib.contextmanager
def postgresql():
    """The connection of a new server; it refuses to run as root."""
    programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
    folder = tempfile.mkdtemp(prefix="healthscore-postgresql-")
    port = free_port()
    before = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        before = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
    data = os.path.join(folder, "data")
    init = [os.path.join(programs, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    subprocess.run([*before, *init], check=True, stdout=subprocess.DEVNULL, cwd=folder)
    server = [os.path.join(programs, "postgres"), "-D", data, "-p", str(port), "-k", folder, "-c", "listen_addresses=127.0.0.1"]
    with running([*before, *server], port, folder, signal.SIGINT):
        yield f"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres"


@contextlib.contextmanager
def clickhouse():
    """The address of a new server."""
    folder = tempfile.mkdtemp(prefix="healthscore-clickhouse-")
    port = free_port()
    for name, text in (("config.xml", CLICKHOUSE.format(folder=folder, port=port)), ("users.xml", USERS)):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    server = ["clickhouse-server", "--config-file=" + os.path.join(folder, "config.xml")]
    with running(server, port, folder, signal.SIGTERM):
        yield f"http://127.0.0.1:{port}/"


@contextlib.contextmanager
def running(command, port, folder, end):
    path = os.environ["PATH"] + ":/usr/sbin"
    with open(os.path.join(folder, "said"), "w", encoding="utf-8") as said:
        server = subprocess.Popen(command, stdout=said, stderr=said, cwd=folder, env={**os.environ, "PATH": path})
    try:
        wait(server, port)
        yield
    finally:
        server.send_signal(end)
        server.wait(PATIENCE)
        shutil.rmtree(folder)


def wait(server, port):
    for _ in range(PATIENCE * 10):
        if server.poll() is not None:
            raise SystemExit(f"the server ended with {server.returncode} before it answered.")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            time.sleep(1)
            return
        time.sleep(0.1)
    raise SystemExit(f"no answer from port {port} in {PATIENCE} seconds.")


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]
