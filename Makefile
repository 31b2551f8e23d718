# Shorthands; each is one command that README names too. `make` alone lists them.
IMAGE ?= laptop-agents
DATA ?= $(CURDIR)/.workspace-docker
DURATION ?= 10
SEED ?= 7

.DEFAULT_GOAL := help
.PHONY: help build test run-paper run-docker clean

help:
	@echo 'make build       build into out/; sets everything up the first time'
	@echo 'make test        every check; the last line says how many passed'
	@echo 'make run-paper   a simulated session in real time, without a window (DURATION=$(DURATION) minutes, SEED=$(SEED))'
	@echo 'make run-docker  the workstation in a container (IMAGE=$(IMAGE), DATA=$(DATA))'
	@echo 'make clean       delete what was built; state and runs are kept'

build:
	npm run build

test:
	npm test

run-paper:
	npm run -s la -- run --source mock --duration $(DURATION) --seed $(SEED)

# Prints its address for a browser on this machine. State and runs stay in DATA, which is not the folder of sessions outside:
# a lock names a process, and neither side knows the other's.
run-docker:
	docker build --tag $(IMAGE) .
	mkdir -p "$(DATA)"
	docker run --rm --init --network host --user "$$(id -u):$$(id -g)" \
	  --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges \
	  --volume "$(DATA):/data" $(IMAGE)

clean:
	rm -rf out release coverage test-results playwright-report
