import { runLiveTests } from "./live-tests";

runLiveTests("26.1");
