import { FAILURES, runLiveTests } from "./live-tests";

runLiveTests("28.5", FAILURES);
