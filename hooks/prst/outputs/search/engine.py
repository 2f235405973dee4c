"""lunr and the French stemmer as one module of the browser."""

from importlib.resources import files as package_files

import rjsmin

from prst.outputs import Output
from prst.outputs.search import scripts

ENGINE = f"{scripts.FOLDER}lunr.js"


def create_engine() -> Output:
    """Return lunr and Snowball's French stemmer as one module: both come from installed packages, without an import."""
    stemmer = package_files("sphinx").joinpath("search", "minified-js")
    lunr = package_files("mkdocs").joinpath("contrib", "search", "templates", "search", "lunr.js")
    source = (
        f"{stemmer.joinpath('base-stemmer.js').read_text('utf-8').replace('BaseStemmer=', 'var BaseStemmer=', 1)}\n"
        f"{stemmer.joinpath('french-stemmer.js').read_text('utf-8').replace('var ', 'export const ', 1)}\n"
        "const module={exports:{}},exports=module.exports;\n"  # lunr looks for what to fill
        f"{rjsmin.jsmin(lunr.read_text('utf-8'), keep_bang_comments=True)}\n"
        "export const lunr=module.exports;\n"
    )
    return Output(ENGINE, source.encode())
