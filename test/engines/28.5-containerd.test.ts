import { runLiveTests } from "./live-tests";

runLiveTests("28.5-containerd");
