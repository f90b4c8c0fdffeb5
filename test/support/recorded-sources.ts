/**
 * What uv 0.13 and pip 25 print when sources do not build, or cannot be had, with what is said about it; recorded from them,
 * shortened to what matters.
 */
export const recordedSources: { [name: string]: { output: string; says: string } } = {
    "uv: pkg_resources is gone": {
        output: `
  × Failed to build \`oldie==1.0\`
           File "/tmp/builds-v0/.tmp6hz8n7/lib/python3.11/site-packages/setuptools/build_meta.py", line 333, in get_requires_for_build_wheel
             return self._get_build_requires(config_settings, requirements=[])
           File "<string>", line 1, in <module>
         ModuleNotFoundError: No module named 'pkg_resources'

hint: This error likely indicates that \`oldie@1.0\` depends on \`pkg_resources\`, but doesn't declare it as a build dependency.`,
        says:
            "The build of oldie needs pkg_resources, which setuptools has no more. " +
            'Have it built with an older one: `buildConstraints: ["setuptools<81"]`.',
    },
    "pip: pkg_resources is gone": {
        output: `
        File "<string>", line 1, in <module>
      ModuleNotFoundError: No module named 'pkg_resources'
      [end of output]

  note: This error originates from a subprocess, and is likely not a problem with pip.
ERROR: Failed to build 'oldie' when getting requirements to build wheel`,
        says:
            "The build of oldie needs pkg_resources, which setuptools has no more. " +
            'Have it built with an older one: `buildConstraints: ["setuptools<81"]`.',
    },
    "uv: distutils is gone": {
        output: `
  × Failed to build \`numpy==1.21.0\`
           File "<string>", line 10, in <module>
         ModuleNotFoundError: No module named 'distutils'

hint: \`distutils\` was removed from the standard library in Python 3.12. Consider adding a constraint (like \`numpy >1.21.0\`) to avoid building a version of \`numpy\` that depends on \`distutils\`.`,
        says:
            "The build of numpy needs distutils, which Python has no more since 3.12. " +
            'Ask for a newer version of it, or give `pythonVersion: "3.11"`.',
    },
    "uv: numpy is not declared": {
        output: `
           File "<string>", line 1, in <module>
         ModuleNotFoundError: No module named 'numpy'

hint: This error likely indicates that \`numpish@1.0\` depends on \`numpy\`, but doesn't declare it as a build dependency.`,
        says:
            "The build of numpish imports numpy without saying that it needs it. Build it where that is installed: " +
            '`noBuildIsolation: ["numpish"]`, with numpy\'s package among the requirements; or take a version that has a wheel.',
    },
    "pip: numpy is not declared": {
        output: `
      ModuleNotFoundError: No module named 'numpy'
      [end of output]
ERROR: Failed to build 'numpish' when getting requirements to build wheel`,
        says:
            "The build of numpish imports numpy without saying that it needs it. Build it where that is installed: " +
            '`noBuildIsolation: ["numpish"]`, with numpy\'s package among the requirements; or take a version that has a wheel.',
    },
    "a program that the builder lacks": {
        output: `
             raise child_exception_type(errno_num, err_msg, err_filename)
         FileNotFoundError: [Errno 2] No such file or directory: 'cmake'
ERROR: Failed to build 'cmaky' when getting requirements to build wheel`,
        says: 'The build of cmaky runs cmake, which the builder lacks. Add it: `buildPackages: ["cmake"]`.',
    },
    "psycopg's C part": {
        output: `
  × Failed to build \`psycopg-c==3.2.9\`
         running build_ext
         couldn't run 'pg_config' --includedir: [Errno 2] No such file or directory: 'pg_config'
         error: [Errno 2] No such file or directory: 'pg_config'`,
        says: 'psycopg-c is built from source and misses pg_config. Add it: `buildPackages: ["libpq-dev"]`.',
    },
    "a library that wants an executable stack": {
        output: `
      ImportError: libctranslate2-bc15bf3f.so.4.5.0: cannot enable executable stack as shared object requires: Invalid argument`,
        says:
            "libctranslate2-bc15bf3f.so.4.5.0 wants an executable stack, which the C library of Debian 13 refuses. Take a newer " +
            "version of its package, or an image of Debian 12: `builderImage` and " +
            '`runtimeImage: "python:3.13-slim-bookworm"`.',
    },
    "sources for another Python": {
        output: `
         src/regex.c:10:10: error: unknown type name 'PyFrameObject'
         error: call to undeclared function 'PyUnicode_AS_UNICODE'
  × Failed to build \`regex==2019.1.1\``,
        says:
            "The sources of regex are older than this Python, and do not compile with it. " +
            "Ask for a newer version of it, or give an older `pythonVersion`.",
    },
    "uv: no hash": {
        output: `
error: In \`--require-hashes\` mode, all requirements must have their versions pinned with \`==\`, but found: attrs`,
        says:
            "The requirements file names hashes, and then each requirement needs a version and a hash. Lock the whole file " +
            "again, with what the packages need: `uv pip compile --generate-hashes`.",
    },
    "pip: no hash": {
        output: `
Collecting attrs (from -r h.txt (line 2))
ERROR: In --require-hashes mode, all requirements must have their versions pinned with ==. These do not:
    attrs from https://files.pythonhosted.org/packages/64/b4/attrs-26.1.0-py3-none-any.whl (from -r h.txt (line 2))`,
        says:
            "The requirements file names hashes, and then each requirement needs a version and a hash. Lock the whole file " +
            "again, with what the packages need: `uv pip compile --generate-hashes`.",
    },
    "uv: a demand of another version of it": {
        output: "error: Required uv version `>=0.8, <0.9` does not match the running version `0.13.9`",
        says:
            "The project demands uv >=0.8, <0.9, and 0.13.9 is used. " +
            "Give an `installerVersion` that fits, or leave it out: one that fits is taken then.",
    },
    "uv: a proxy that is not there": {
        output: `
error: Request failed after 3 retries in 9.0s
  cause: Failed to fetch: https://pypi.org/simple/attrs/
  cause: client error (Connect)
  cause: tunnel error: failed to create underlying connection
  cause: tcp connect error
  cause: Connection refused (os error 111)`,
        says:
            "The build cannot get through the proxy. Check HTTP_PROXY and HTTPS_PROXY, or `proxies` in Docker's config.json: the " +
            "engine has to reach it. Name what needs none in NO_PROXY.",
    },
    "pip: a proxy that is not there": {
        output: `
WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'ProxyError('Cannot connect to proxy.', NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at 0x7f0fc24a4450>: Failed to establish a new connection: [Errno 111] Connection refused'))': /simple/attrs/
ERROR: No matching distribution found for attrs`,
        says:
            "The build cannot get through the proxy. Check HTTP_PROXY and HTTPS_PROXY, or `proxies` in Docker's config.json: the " +
            "engine has to reach it. Name what needs none in NO_PROXY.",
    },
    "uv: a download that stalls": {
        output: `
error: Request failed after 3 retries in 120.5s
  cause: Failed to download \`torch==2.9.1\`
  cause: Failed to download distribution due to network timeout. Try increasing UV_HTTP_TIMEOUT (current value: 30s).`,
        says:
            "A download took too long or broke off (torch==2.9.1). Try again: what has arrived is kept. On a slow line give it " +
            'more time: `buildEnvironment: { UV_HTTP_TIMEOUT: "600", PIP_DEFAULT_TIMEOUT: "600" }`.',
    },
    "pip: a download that stalls": {
        output: `
  WARNING: Connection timed out while downloading.
error: incomplete-download

× Download failed because not enough bytes were received (0 bytes/100 kB)
╰─> URL: http://127.0.0.1:18777/f/stally-1.0-py3-none-any.whl`,
        says:
            "A download took too long or broke off (http://127.0.0.1:18777/f/stally-1.0-py3-none-any.whl). Try again: what has " +
            "arrived is kept. On a slow line give it more time: " +
            '`buildEnvironment: { UV_HTTP_TIMEOUT: "600", PIP_DEFAULT_TIMEOUT: "600" }`.',
    },
    "Git: a login that is refused": {
        output: `
  cause: process didn't exit successfully: \`/usr/bin/git fetch\` (exit status: 128)
         --- stderr
         fatal: Authentication failed for 'https://git.example.org/team/lib.git/'`,
        says:
            "The Git server at https://git.example.org refused the login. " +
            "Check `gitLogins`: the host, the user name, and that the token may read the repository.",
    },
    "Git: no login": {
        output: "         fatal: could not read Username for 'https://github.com': terminal prompts disabled",
        says:
            "The Git server at https://github.com wants a login for a repository, or does not have it. " +
            'Give one: `gitLogins: [{ host: "github.com", password: … }]`.',
    },
    "Git: by SSH": {
        output: `
   Updating ssh://git@git.example.org/team/lib (HEAD)
         error: cannot run ssh: No such file or directory
         fatal: unable to fork`,
        says:
            "A requirement comes from git.example.org by SSH, and a build has no keys. Give " +
            '`gitLogins: [{ host: "git.example.org", password: … }]` with a token: it is fetched by HTTPS then.',
    },
    "Git: no such tag": {
        output: "         fatal: couldn't find remote ref refs/tags/no-such-tag",
        says:
            "A Git repository does not have the branch, tag or commit that a requirement names (refs/tags/no-such-tag). " +
            "Check what stands behind its `@`, and that it was pushed.",
    },
    "a platform that is not emulated": {
        output: "exec /bin/sh: exec format error",
        says:
            "The engine cannot run programs of the image's platform. Have it emulate them (`docker run --privileged --rm " +
            "tonistiigi/binfmt --install all`, or the distribution's `qemu-user-static` on the engine's machine), build on an " +
            "engine of that platform (`engines`), or leave out `platform`.",
    },
    "a release that was taken back": {
        output: `
  cause: Because lib==1.0 was yanked (reason: broken metadata) and you require lib==1.0, we can conclude that your requirements are unsatisfiable.`,
        says: "lib==1.0 was taken back by those who made it (broken metadata). Ask for another version.",
    },
    "a compiler that was killed": {
        output: `
         gcc -O3 -c big.c
         gcc: fatal error: Killed signal terminated program cc1
         compilation terminated.`,
        says:
            "The step was killed for want of memory. Give the Docker Engine more memory, or build fewer images at once; compilers " +
            'take less at once with `buildEnvironment: { MAX_JOBS: "1", MAKEFLAGS: "-j1", CMAKE_BUILD_PARALLEL_LEVEL: "1" }`.',
    },
};
