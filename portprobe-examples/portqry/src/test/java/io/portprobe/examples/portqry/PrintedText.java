package io.portprobe.examples.portqry;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs command lines and reads what they print. */
abstract class PrintedText {
  final Harness harness = new Harness();

  String printed(String commandLine) {
    harness.run(commandLine.split(" "));
    assertThat(harness.err()).isEmpty();
    return harness.out();
  }
}
