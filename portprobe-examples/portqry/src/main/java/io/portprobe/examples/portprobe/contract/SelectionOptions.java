package io.portprobe.examples.portprobe.contract;

import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.testing.contract.ContractCheck;
import io.portprobe.testing.contract.NetworkContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select lines of a contract. A picocli mixin. */
final class SelectionOptions {
  @Option(
      names = "--from",
      paramLabel = "VANTAGE",
      description =
          "The vantage point of this host, as lines of the contract name it. Lines for others are"
              + " left out.")
  private @Nullable String from;

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "Only lines with this tag. May be repeated: lines with one of the tags.")
  private List<String> tags = new ArrayList<>();

  /** Returns the vantage point. */
  Optional<String> from() {
    return Optional.ofNullable(from);
  }

  /** Returns whether an option was set. */
  boolean isSet() {
    return from != null || !tags.isEmpty();
  }

  /** Returns a check that selects these lines. */
  ContractCheck apply(ContractCheck check) {
    ContractCheck placed = from == null ? check : check.from(from);
    return tags.isEmpty() ? placed : placed.tagged(tags.stream().distinct().toArray(String[]::new));
  }

  /**
   * Returns the lines that a check selects.
   *
   * @throws CommandException if the contract does not have the vantage point or one of the tags
   */
  static NetworkContract select(ContractCheck check, NetworkContract contract)
      throws CommandException {
    try {
      return check.selection(contract);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(Failures.message(e));
    }
  }
}
