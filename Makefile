# Written for GNU make 3.81, the one that macOS ships.

PYTHON ?= python3
PROCESSUS ?= 2
PIP := .venv/bin/python -m pip --disable-pip-version-check --no-input -qq

# Material for MkDocs otherwise opens every build with a long announcement about MkDocs 2.
export NO_MKDOCS_2_WARNING := 1

.PHONY: help setup site contenu test serve check format bench corpus properdocs lock vendor bureau clean

help:
	@echo 'Les commandes du catalogue :'
	@echo '  make site        publie le site dans le dossier site/'
	@echo '  make serve       montre le site sur cette machine et le met à jour à chaque changement'
	@echo '  make contenu     juge ce qui sera publié : fiches, liens, accessibilité d’une page de chaque sorte'
	@echo '  make test        lance les tests du programme, navigateur compris'
	@echo '  make check       relit le code : règles, mise en forme, types'
	@echo '  make format      met le code en forme'
	@echo '  make bench       mesure le temps et la mémoire sur de grands catalogues'
	@echo '  make corpus      essaie des textes et fichiers hostiles, pris sur le disque (CORPUS=dossier, ou OPTIONS=--help)'
	@echo '  make properdocs  vérifie que ProperDocs, qui continue MkDocs, donne le même site'
	@echo '  make lock        fixe à nouveau les versions des bibliothèques (MISE_A_JOUR=1 : les plus récentes)'
	@echo '  make vendor      refait les scripts assemblés après un changement de leurs sources (demande npm)'
	@echo '  make bureau      refait le bureau des rédacteurs, à partir de sa version fixée (demande npm)'
	@echo '  make clean       efface tout ce que ces commandes ont fabriqué, le site compris'

setup: .venv/installe

site: .venv/installe
	@.venv/bin/prst construire

serve: .venv/installe
	@.venv/bin/mkdocs serve

# What a forge asks before it publishes: nothing here depends on the tests, nor they on what is published.
contenu: .venv/developpe
	@.venv/bin/prst verifier $(if $(DEPUIS),--depuis=$(DEPUIS) --a-defaut=HEAD~1)
	@.venv/bin/prst construire
	@.venv/bin/python -m tests.contenu site

test: .venv/developpe
	@.venv/bin/pytest -n $(PROCESSUS) --dist worksteal

check: .venv/developpe
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/mypy

format: .venv/developpe
	@.venv/bin/ruff check --fix
	@.venv/bin/ruff format

bench: .venv/developpe
	@.venv/bin/python tests/bench/bench.py

# Public corpora, none of which is in git: each in CORPUS under the name of its option, or by an option with a path.
corpus: .venv/developpe
	@.venv/bin/python tests/corpus/corpus.py $(if $(CORPUS),--dossier='$(CORPUS)') $(OPTIONS)

# ProperDocs answers to the name of MkDocs: what imports the one gets the other, without another environment.
properdocs: .venv/installe
	@rm -rf .cache/properdocs
	@$(PIP) install --require-hashes --only-binary :all: --no-deps --target .cache/properdocs/lib -r .ci/properdocs.txt
	@.venv/bin/mkdocs build --strict --quiet --site-dir .cache/properdocs/mkdocs
	@PYTHONPATH=.cache/properdocs/lib .venv/bin/python -m properdocs build --strict --quiet --site-dir .cache/properdocs/site
	@diff -rq .cache/properdocs/mkdocs .cache/properdocs/site
	@echo 'ProperDocs donne le même site que MkDocs, octet pour octet.'

# The second lock takes its versions from the first: what is tested is what is published.
VERROUILLER := .venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --only-binary :all: \
	--custom-compile-command 'make lock' --quiet $(if $(MISE_A_JOUR),--upgrade)
lock: .venv/developpe
	@$(VERROUILLER) pyproject.toml --group build --output-file requirements.txt
	@$(VERROUILLER) pyproject.toml --group build --group develop --constraints requirements.txt --output-file requirements-develop.txt
	@$(VERROUILLER) --group properdocs --no-deps --output-file .ci/properdocs.txt

# What browsers run of hooks/javascripts/ (search, forms, letter, « Pour vous », Word documents): the result is committed,
# so that publishing asks for Python alone.
vendor:
	@command -v npm >/dev/null || { echo "npm est introuvable : installez Node.js 20 ou plus récent, puis relancez." >&2; exit 1; }
	@npm ci --prefix hooks/javascripts --silent
	@node hooks/javascripts/bundle.mjs
	@node hooks/javascripts/bureau/bundle.mjs

# The host of the editors' desk: its packages, which weigh a hundred megabytes, leave afterwards.
bureau:
	@command -v npm >/dev/null || { echo "npm est introuvable : installez Node.js 20 ou plus récent, puis relancez." >&2; exit 1; }
	@npm ci --prefix hooks/javascripts/bureau --silent
	@node hooks/javascripts/bureau/hote.mjs
	@node hooks/javascripts/bureau/bundle.mjs
	@rm -rf hooks/javascripts/bureau/node_modules

clean:
	@rm -rf .venv .cache site .site.nouveau .site.ancien .site.reste-* .mypy_cache .pytest_cache .ruff_cache .hypothesis hooks/catalogue_prst.egg-info hooks/javascripts/node_modules hooks/javascripts/bureau/node_modules

# The environment, in three steps, each with its stamp. pip may take a package that it copied only by half for a whole
# one: the first stamp is away while pip works, so that after an interruption everything starts again from nothing.
# It holds the folder's address, because an environment that was moved does not work any more; nor does one whose Python
# is gone.

ifneq ($(shell test -x .venv/bin/python && test "`cat .venv/cree 2>/dev/null`" = "`pwd -P`" && echo oui),oui)
.PHONY: .venv/cree
endif

.venv/cree:
	@command -v '$(PYTHON)' >/dev/null || { echo "Python est introuvable (« $(PYTHON) ») : installez Python 3.11 ou plus récent, puis relancez." >&2; exit 1; }
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Il faut Python 3.11 ou plus récent, or « $(PYTHON) » est plus ancien : indiquez-en un autre, par exemple « make site PYTHON=python3.12 »." >&2; exit 1; }
	@'$(PYTHON)' -c 'import ensurepip, venv' 2>/dev/null || { echo "Il manque à « $(PYTHON) » le module venv : sous Debian ou Ubuntu, lancez « sudo apt install `'$(PYTHON)' -c 'import sys; print("python3.%d-venv" % sys.version_info[1])'` », puis relancez." >&2; exit 1; }
	@echo "Préparation d’un environnement Python dans .venv/…"
	@rm -rf .venv
	@'$(PYTHON)' -m venv .venv
	@pwd -P >.venv/cree

# Python before 3.13 reads where the program is in the locale's encoding, which has no accent under LC_ALL=C: told as a way
# from there, a folder has none whatever its name.
.venv/installe: .venv/cree requirements.txt pyproject.toml
	@echo "Installation des bibliothèques (une minute environ, cette fois seulement)…"
	@rm .venv/cree
	@$(PIP) install --require-hashes --only-binary :all: --no-deps -r requirements.txt
	@LC_ALL=C.UTF-8 $(PIP) install --no-deps --no-build-isolation -e .
	@for file in .venv/lib/python3*/site-packages/__editable__.catalogue_prst-*.pth; do echo ../../../../hooks >"$$file"; done
	@pwd -P >.venv/cree
	@touch $@

.venv/developpe: .venv/installe requirements-develop.txt
	@echo "Installation des outils de développement (cette fois seulement)…"
	@rm .venv/cree
	@$(PIP) install --require-hashes --only-binary :all: --no-deps -r requirements-develop.txt
	@pwd -P >.venv/cree
	@touch .venv/installe $@
