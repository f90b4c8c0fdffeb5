"""This stage: the order that it was given, what it says, its files, its interpreter, and what it lays out."""
from verify.stage.compiler import compile_modules
from verify.stage.files import elf_files, files_below, make_readable, site_packages
from verify.stage.interpreter import Interpreter, check_interpreter, final_interpreter, minor
from verify.stage.layout import DOCUMENTS, Layout
from verify.stage.native import EXTENSION_SUFFIXES, NATIVE_PYTHON
from verify.stage.patterns import Patterns
from verify.stage.process import image_identity, image_variables
from verify.stage.python_facts import PythonFacts, ask_python
from verify.stage import report
from verify.stage.report import Refusal, megabytes, note
from verify.stage.rootfs import resolve, under
from verify.stage.settings import Settings, read_settings, settings_from

__all__ = [
    "DOCUMENTS", "EXTENSION_SUFFIXES", "NATIVE_PYTHON", "Interpreter", "Layout", "Patterns", "PythonFacts", "Refusal",
    "Settings", "ask_python", "check_interpreter", "compile_modules", "elf_files", "files_below",
    "final_interpreter", "image_identity", "image_variables", "make_readable", "megabytes", "minor", "note",
    "read_settings", "report", "resolve", "settings_from", "site_packages", "under",
]  # fmt: skip
