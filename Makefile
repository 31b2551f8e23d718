# Shorthands; each is one command that README names too.
IMAGE ?= laptop-agents
DATA ?= $(CURDIR)/.workspace
DURATION ?= 10
SEED ?= 7

.PHONY: build test run-paper run-docker clean

build:
	npm run build

test:
	npm test

# Ten minutes of a simulated market in real time, without a window
run-paper:
	npm run -s la -- run --source mock --duration $(DURATION) --seed $(SEED)

# The workstation in a container: prints its address for a browser on this machine. State and runs stay in DATA.
run-docker:
	docker build --tag $(IMAGE) .
	mkdir -p "$(DATA)"
	docker run --rm --init --network host --user "$$(id -u):$$(id -g)" \
	  --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges \
	  --volume "$(DATA):/data" $(IMAGE)

# What commands make; state and runs in .workspace are kept
clean:
	rm -rf out release coverage test-results playwright-report
