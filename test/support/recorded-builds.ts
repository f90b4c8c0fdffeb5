/**
 * What uv 0.13 and pip 23.2 and 25 print when they fail, recorded from them, shortened to what matters, with the
 * directories of the machine left out. By installer and cause.
 */
export const recorded = {
    uvNoVersion: `
Using Python 3.13.5 environment at: /opt/venv
error: No solution found when resolving dependencies
  cause: Because there is no version of six==99 and you require six==99, we can conclude that your requirements are unsatisfiable.`,
    pipNoVersion: `
ERROR: Could not find a version that satisfies the requirement six==99 (from versions: 1.15.0, 1.16.0, 1.17.0)
ERROR: No matching distribution found for six==99`,
    uvNoPackage: `
Using Python 3.13.5 environment at: /opt/venv
error: No solution found when resolving dependencies
  cause: Because pulumi-python-image-does-not-exist was not found in the package registry and you require pulumi-python-image-does-not-exist, we can conclude that your requirements are unsatisfiable.`,
    pipNoPackage: `
ERROR: Could not find a version that satisfies the requirement pulumi-python-image-does-not-exist (from versions: none)
ERROR: No matching distribution found for pulumi-python-image-does-not-exist`,
    uvOtherPython: `
error: No solution found when resolving dependencies
  cause: Because the requested Python version (>=3.9) does not satisfy Python>=3.11 and numpy==2.4.6 depends on Python>=3.11, we can conclude that numpy==2.4.6 cannot be used.
         And because you require numpy==2.4.6, we can conclude that your requirements are unsatisfiable.`,
    pipOtherPython: `
ERROR: Ignored the following versions that require a different python version: 2.3.0 Requires-Python >=3.11; 2.4.6 Requires-Python >=3.11
ERROR: Could not find a version that satisfies the requirement numpy==2.4.6 (from versions: 2.0.1, 2.0.2)
ERROR: No matching distribution found for numpy==2.4.6`,
    uvConflict: `
error: No solution found when resolving dependencies
  cause: Because botocore==1.34.0 depends on urllib3>=1.25.4,<2.1 and you require botocore==1.34.0, we can conclude that you require urllib3>=1.25.4,<2.1.
         And because you require urllib3==2.2.0, we can conclude that your requirements are unsatisfiable.`,
    pipConflict: `
Collecting botocore==1.34.0
  Downloading botocore-1.34.0-py3-none-any.whl (11.8 MB)
ERROR: Cannot install botocore==1.34.0 and urllib3==2.2.0 because these package versions have conflicting dependencies.

The conflict is caused by:
    The user requested urllib3==2.2.0
    botocore 1.34.0 depends on urllib3<2.1 and >=1.25.4; python_version >= "3.10"

ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/#dealing-with-dependency-conflicts`,
    uvHash: `
Resolved 1 package in 91ms
error: Failed to download \`six==1.17.0\`
  cause: Hash mismatch for \`six==1.17.0\`

         Expected:
           sha256:0000000000000000000000000000000000000000000000000000000000000001

         Computed:
           sha256:4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274`,
    pipHash: `
Collecting six==1.17.0 (from -r requirements.txt (line 1))
  Downloading six-1.17.0-py2.py3-none-any.whl (11 kB)
ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, please update the hashes. Otherwise, examine the package contents carefully; someone may have tampered with them.
    six==1.17.0 from https://files.pythonhosted.org/packages/b7/ce/149a00dd41f10bc29e5921b496af8b574d8413afcd5e30dfa0ed46c2cc5e/six-1.17.0-py2.py3-none-any.whl (from -r requirements.txt (line 1)):
        Expected sha256 0000000000000000000000000000000000000000000000000000000000000001
             Got        4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274`,
    uvRefused: `
error: Request failed after 3 retries in 11.4s
  cause: Failed to fetch: http://127.0.0.1:9/simple/six/
  cause: error sending request for url (http://127.0.0.1:9/simple/six/)
  cause: client error (Connect)
  cause: tcp connect error
  cause: Connection refused (os error 111)`,
    pipRefused: `
Looking in indexes: http://ci:****@127.0.0.1:9/simple
WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPConnection object at 0x7f2a8efc9dd0>: Failed to establish a new connection: [Errno 111] Connection refused')': /simple/six/
ERROR: Could not find a version that satisfies the requirement six (from versions: none)
ERROR: No matching distribution found for six`,
    uvNoHost: `
error: Request failed after 3 retries in 4.4s
  cause: Failed to fetch: http://packages.invalid/simple/six/
  cause: error sending request for url (http://packages.invalid/simple/six/)
  cause: client error (Connect)
  cause: dns error
  cause: error resolving DNS
  cause: failed to lookup address information: Name or service not known`,
    pipNotTrusted: `
Looking in indexes: http://packages.invalid/simple
WARNING: The repository located at packages.invalid is not a trusted or secure host and is being ignored. If this repository is available via HTTPS we recommend you use HTTPS instead, otherwise you may silence this warning and allow it anyway with '--trusted-host packages.invalid'.
ERROR: Could not find a version that satisfies the requirement six (from versions: none)
ERROR: No matching distribution found for six`,
    uvFails: `
error: Request failed after 3 retries in 9.7s
  cause: Failed to fetch: http://127.0.0.1:18500/simple/six/
  cause: HTTP status server error (503 Service Unavailable) for url (http://127.0.0.1:18500/simple/six/)`,
    uvTls: `
error: Failed to fetch: https://pypi.org/simple/six/
  cause: error sending request for url (https://pypi.org/simple/six/)
  cause: client error (Connect)
  cause: invalid peer certificate: UnknownIssuer

hint: Consider enabling use of system TLS certificates with the \`--system-certs\` command-line flag`,
    pipTls: `
WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate in certificate chain (_ssl.c:1006)'))': /simple/six/
Could not fetch URL https://pypi.org/simple/six/: There was a problem confirming the ssl certificate: HTTPSConnectionPool(host='pypi.org', port=443): Max retries exceeded with url: /simple/six/ - skipping
ERROR: Could not find a version that satisfies the requirement six (from versions: none)
ERROR: No matching distribution found for six`,
    uvUnauthorized: `
error: No solution found when resolving dependencies
  cause: Because six was not found in the package registry and you require six, we can conclude that your requirements are unsatisfiable.

hint: An index URL (http://127.0.0.1:18401/simple) could not be queried due to a lack of valid authentication credentials (401 Unauthorized)`,
    uvForbidden: `
error: No solution found when resolving dependencies
  cause: Because six was not found in the package registry and you require six, we can conclude that your requirements are unsatisfiable.

hint: An index (http://127.0.0.1:18403/simple) returned a 403 Forbidden error. Check that the index URL is correct and the credentials are valid.`,
    uvNoGit: `
   Updating https://example.org/six (HEAD)
error: Failed to download and build \`six @ git+https://example.org/six\`
  cause: Git operation failed
  cause: Git executable not found. Ensure that Git is installed and available.`,
    pipNoGit: `
Collecting six@ git+https://example.org/six
  Cloning https://example.org/six to /tmp/pip-install-qdji8hgt/six_27078d1da660460fa5f7446768ec36f1
  ERROR: Error [Errno 2] No such file or directory: 'git' while executing command git version
ERROR: Cannot find command 'git' - do you have 'git' installed and in your PATH?`,
    uvNoCompiler: `
  × Failed to build \`regex==2024.11.6\`
         building 'regex._regex' extension
         gcc -Wsign-compare -DNDEBUG -g -fwrapv -O3 -Wall -fPIC -I/opt/venv/include -c regex_3/_regex.c -o build/regex_3/_regex.o
         error: [Errno 2] No such file or directory: 'gcc'

hint: Build failures usually indicate a problem with the package or the build environment`,
    pipNoCompiler: `
  building 'regex._regex' extension
  error: command 'x86_64-linux-gnu-gcc' failed: No such file or directory
  [end of output]
  ERROR: Failed building wheel for regex
Failed to build regex`,
    uvNoLinker: `
            Compiling proc-macro2 v1.0.86
         error: linker \`cc\` not found
           |
           = note: No such file or directory (os error 2)
         💥 maturin failed`,
    uvLdap: `
         In file included from Modules/LDAPObject.c:3:
         Modules/common.h:15:10: fatal error: lber.h: No such file or directory
            15 | #include <lber.h>
               |          ^~~~~~~~
         compilation terminated.
hint: This error likely indicates that you need to install a library that provides \`lber.h\` for \`python-ldap@3.4.4\``,
    uvMysql: `
         [stdout]
         Trying pkg-config --exists mysqlclient
         Command 'pkg-config --exists mysqlclient' returned non-zero exit status 1.
         Trying pkg-config --exists mariadb
         Command 'pkg-config --exists mariadb' returned non-zero exit status 1.
         [stderr]
         Exception: Can not find valid pkg-config name.`,
    pgConfig: `
         Error: pg_config executable not found.

         pg_config is required to build psycopg2 from source.  Please add the directory`,
    unknownHeader: `
         src/thing.c:1:10: fatal error: frobnicate/all.h: No such file or directory`,
    brokenBuild: `
  × Failed to build \`docopt==0.6.2\`
  ├─▶ The build backend returned an error
  ╰─▶ Call to \`setuptools.build_meta:__legacy__.build_wheel\` failed (exit status: 1)`,
    uvNoPlatform: `
error: No solution found when resolving dependencies
  cause: Because torch<=2.4.1 has no wheels with a matching Python ABI tag (e.g., \`cp313\`) and only the following versions of torch are available:
             torch<=2.4.1
             torch>=2.5.0
         we can conclude that torch<2.5.0 cannot be used.
         And because torch>=2.5.0 has no wheels with a matching platform tag (e.g., \`musllinux_1_2_x86_64\`) and you require torch, we can conclude that your requirements are unsatisfiable.`,
    uvNoAbi: `
error: No solution found when resolving dependencies
  cause: Because torch==2.4.1 has no wheels with a matching Python ABI tag (e.g., \`cp313\`) and you require torch==2.4.1, we can conclude that your requirements are unsatisfiable.

hint: You require CPython 3.13 (\`cp313\`), but we only found wheels for \`torch\` (v2.4.1) with the following Python ABI tags: \`cp38\`, \`cp312\``,
    noSystemPackage: `
E: Unable to locate package no-such-package`,
    noAlpinePackage: `
ERROR: unable to select packages:
  no-such-package (no such package):
    required by: world[no-such-package]`,
    aptUnreachable: `
W: Failed to fetch http://mirror.invalid/debian/dists/trixie/InRelease  Temporary failure resolving 'mirror.invalid'
W: Some index files failed to download. They have been ignored, or old ones used instead.
E: Unable to locate package libpq5`,
    aptRefused: `
W: Failed to fetch http://mirror.invalid/debian/dists/trixie/InRelease  Could not connect to 127.0.0.1:9 (127.0.0.1). - connect (111: Connection refused)
W: Some index files failed to download. They have been ignored, or old ones used instead.
E: Unable to locate package libpq5`,
    apkUnreachable: `
fetch https://mirror.invalid/alpine/v3.22/main/x86_64/APKINDEX.tar.gz
WARNING: fetching https://mirror.invalid/alpine/v3.22/main: DNS lookup error
ERROR: unable to select packages:
  libpq (no such package):
    required by: world[libpq]`,
};
