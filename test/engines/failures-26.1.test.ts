import { FAILURES, runLiveTests } from "./live-tests";

runLiveTests("26.1", FAILURES);
