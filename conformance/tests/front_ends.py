# SPDX-License-Identifier: Apache-2.0
"""nginx and Apache from Debian in front of a reply of fake-exchange: nobody here wrote them.

`python3 front_ends.py` writes the recordings in scenarios/traces anew.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from adconf.client import load_client
from adconf.paths import CLIENTS, SCENARIOS, programs
from adconf.runner import request
from adconf.scenario import load_scenario
from adconf.trace.chamber import Job
from adconf.trace.clean import Wishes, clean
from adconf.trace.files import write
from adconf.trace.model import Trace
from adconf.trace.record import Session, record
from adconf.trace.session import outcome
from adconf.trace.upstream import Targets, World

TRACES = SCENARIOS / "traces"
PASSWORD = "correct horse battery"
_BEHIND = """\
title: The reply behind a front end
requirements: [POX-10]
mailbox: {address: ann@corp.test}
world: {hosts: {autodiscover.corp.test: {https: {reply: settings}}}}
expect: {result: {failed: any}}
"""
_NGINX = """\
daemon off; pid DIR/pid; error_log DIR/log; worker_processes 1;
events {}
http {
  access_log off; client_body_temp_path DIR/1; proxy_temp_path DIR/2; fastcgi_temp_path DIR/3;
  uwsgi_temp_path DIR/4; scgi_temp_path DIR/5;
  ssl_certificate DIR/cert.pem; ssl_certificate_key DIR/key.pem;
  server { listen 127.0.0.1:PORT ssl; server_name corp.test;
    return 301 https://autodiscover.corp.test$request_uri; }
  server { listen 127.0.0.1:PORT ssl; server_name autodiscover.corp.test;
    location / { auth_basic "Mail"; auth_basic_user_file DIR/users;
      proxy_set_header Host autodiscover.corp.test; proxy_set_header Authorization "";
      proxy_ssl_server_name on; proxy_ssl_name autodiscover.corp.test;
      proxy_pass https://BEHIND; } }
}
"""
_APACHE = """\
ServerRoot DIR
PidFile DIR/pid
ErrorLog DIR/log
Listen 127.0.0.1:PORT
LoadModule mpm_event_module MODULES/mod_mpm_event.so
LoadModule ssl_module MODULES/mod_ssl.so
LoadModule socache_shmcb_module MODULES/mod_socache_shmcb.so
LoadModule alias_module MODULES/mod_alias.so
LoadModule headers_module MODULES/mod_headers.so
LoadModule proxy_module MODULES/mod_proxy.so
LoadModule proxy_http_module MODULES/mod_proxy_http.so
LoadModule auth_basic_module MODULES/mod_auth_basic.so
LoadModule authn_core_module MODULES/mod_authn_core.so
LoadModule authn_file_module MODULES/mod_authn_file.so
LoadModule authz_core_module MODULES/mod_authz_core.so
LoadModule authz_user_module MODULES/mod_authz_user.so
ServerName corp.test
Mutex file:DIR default
SSLEngine on
SSLCertificateFile DIR/cert.pem
SSLCertificateKeyFile DIR/key.pem
<VirtualHost *:PORT>
  ServerName corp.test
  SSLEngine on
  Redirect 302 / https://autodiscover.corp.test/
</VirtualHost>
<VirtualHost *:PORT>
  ServerName autodiscover.corp.test
  SSLEngine on
  SSLProxyEngine on
  SSLProxyCheckPeerName off
  SSLProxyVerify none
  ProxyPreserveHost on
  RequestHeader unset Authorization
  ProxyPass / https://BEHIND/
  <Location />
    AuthType Basic
    AuthName "Mail"
    AuthUserFile DIR/users
    Require valid-user
  </Location>
</VirtualHost>
"""
_COMMANDS: dict[str, tuple[str, Callable[[Path], list[str]]]] = {
    "nginx": (_NGINX, lambda file: ["/usr/sbin/nginx", "-c", str(file), "-e", "/dev/null"]),
    "apache": (_APACHE, lambda file: ["/usr/sbin/apache2", "-f", str(file), "-DFOREGROUND"]),
}


def missing(name: str) -> bool:
    """Whether the package is not installed."""
    return not Path(_COMMANDS[name][1](Path("x"))[0]).exists()


def recorded(name: str) -> Trace:
    """A session of the engine with this front end, cleaned."""
    with tempfile.TemporaryDirectory(prefix="conform-front-") as text:
        folder = Path(text)
        # Its workers give up root, and read what is in here.
        folder.chmod(0o755)
        (folder / "behind.yaml").write_text(_BEHIND, encoding="utf-8")
        scenario = load_scenario("traces/made", folder / "behind.yaml", {})
        behind = World(folder / "behind.yaml", programs())
        try:
            [place] = behind.every_place()
            with _running(name, folder, f"{place.real[0]}:{place.real[1]}") as port:
                client = load_client(CLIENTS / "engine")
                asked = json.dumps(request(scenario)) + "\n"
                real = ("127.0.0.1", port)
                hosts = ["corp.test", "autodiscover.corp.test"]
                upstream = Targets(hosts, {(h, 443): real for h in hosts}, ca=folder / "cert.pem")
                origin = {"server": name, "client": "engine"}
                session = Session(
                    Job(client.command, client.folder, asked), "ann@corp.test", origin
                )
                trace, ended = record(session, upstream)
        finally:
            behind.close()
    done = replace(trace, outcome=outcome(ended))
    return clean(done, Wishes([PASSWORD], key=b"of the recordings in scenarios/traces"))


@contextmanager
def _running(name: str, folder: Path, behind: str) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    _certificate(folder)
    text, command = _COMMANDS[name]
    parts = {"DIR": str(folder), "PORT": str(port), "BEHIND": behind}
    parts["MODULES"] = "/usr/lib/apache2/modules"
    for key, value in parts.items():
        text = text.replace(key, value)
    (folder / "conf").write_text(text, encoding="ascii")
    process = subprocess.Popen(command(folder / "conf"))
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def _certificate(folder: Path) -> None:
    line = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30"
    names = "subjectAltName=DNS:corp.test,DNS:autodiscover.corp.test"
    where = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(
        [*line.split(), "-subj", "/CN=corp.test", "-addext", names, *where],
        check=True,
        stderr=subprocess.DEVNULL,
    )
    made = subprocess.run(
        ["openssl", "passwd", "-apr1", PASSWORD], check=True, stdout=subprocess.PIPE, text=True
    )
    (folder / "users").write_text(f"ann@corp.test:{made.stdout}", encoding="ascii")


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until it takes connections; the operating system tells nobody when a port begins to."""
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"the front end ended with {process.returncode}")


if __name__ == "__main__":
    TRACES.mkdir(exist_ok=True)
    for server in sys.argv[1:] or list(_COMMANDS):
        write(recorded(server), TRACES / f"{server}.har")
