package io.portprobe.examples.portprobe.contract;

import io.portprobe.ProbeClient;
import io.portprobe.ProbeClientBuilder;
import io.portprobe.ProbeException;
import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.examples.portprobe.endpoint.EndpointReader;
import io.portprobe.examples.portprobe.endpoint.ProbeOptions;
import io.portprobe.examples.portprobe.endpoint.Target;
import io.portprobe.examples.portprobe.format.RunOutput;
import io.portprobe.testing.contract.ContractEntry;
import io.portprobe.testing.contract.NetworkContract;
import io.portprobe.text.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The subcommand: probes ports and writes what it sees as a contract. */
@Command(
    name = "record",
    description =
        "Probes ports and writes their states as a contract, with what their protocols found.",
    footer = {
      "",
      "Examples:",
      "  portprobe contract record db:5432 | less",
      "  portprobe contract record db:5432 www1,www2:80,443 --output connectivity.yaml",
      "  portprobe contract record dc01:389 --findings --output directory.yaml",
      "  portprobe contract record ssh://git:2222 ldaps://dc01:3636 dns+udp://ns1:5353"
    })
final class ContractRecordCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "ENDPOINT",
      arity = "1..*",
      description = "HOST:PORT, udp://HOST:PORT, PROTOCOL://HOST[:PORT], or a list n1,n2:80,443.")
  private List<String> endpoints = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "The contract to write; an existing file is replaced. Default: standard output.")
  private @Nullable Path file;

  @Option(
      names = "--findings",
      description = "Require what the protocols found, except volatile values such as clocks.")
  private boolean findings;

  @Mixin private WithinOption within = new WithinOption();

  private final Environment environment;

  ContractRecordCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws CommandException, InterruptedException {
    ProbeClientBuilder builder = environment.clients().get();
    within.time().ifPresent(builder::timeout);
    try (ProbeClient client = builder.build()) {
      NetworkContract contract = record(client, targets(client));
      write(findings ? contract.requiringFindings() : contract);
    }
    return ExitCodes.AS_WANTED;
  }

  private List<ContractEntry> targets(ProbeClient client) throws CommandException {
    EndpointReader reader = new ProbeOptions().reader(client);
    List<ContractEntry> targets = new ArrayList<>();
    for (String text : endpoints) {
      for (Target target : reader.read(text)) {
        targets.add(RecordedTarget.entry(client, target));
      }
    }
    return targets;
  }

  private NetworkContract record(ProbeClient client, List<ContractEntry> targets)
      throws CommandException, InterruptedException {
    CompletableFuture<NetworkContract> recording;
    try {
      recording = NetworkContract.recordEntries(client, targets);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(Failures.message(e));
    }
    try {
      return recording.get();
    } catch (ExecutionException e) {
      Throwable cause = Failures.cause(e);
      int code = cause instanceof ProbeException failure ? ExitCodes.of(failure) : ExitCodes.DEFECT;
      ("contract record: " + messages(cause)).lines().forEach(environment::report);
      throw new CommandException(code, "");
    } finally {
      recording.cancel(true);
    }
  }

  /** Returns a line for each port that could not be recorded, so that one run names them all. */
  private static String messages(Throwable failure) {
    return Stream.concat(Stream.of(failure), Arrays.stream(failure.getSuppressed()))
        .map(ContractRecordCommand::lines)
        .collect(Collectors.joining("\n  "));
  }

  /** Returns a message that may have a line for each port. */
  private static String lines(Throwable failure) {
    String message = failure.getMessage();
    return message == null
        ? Failures.message(failure)
        : message.lines().map(SafeText::line).collect(Collectors.joining("\n"));
  }

  private void write(NetworkContract contract) throws CommandException {
    try {
      if (file == null) {
        print(contract);
      } else {
        write(contract, file);
      }
    } catch (IllegalStateException e) {
      throw new CommandException(ExitCodes.CANNOT_CREATE, Failures.message(e));
    }
  }

  private void print(NetworkContract contract) throws CommandException {
    try {
      contract.write(environment.out());
    } catch (IOException e) {
      throw RunOutput.unwritable(environment, e);
    }
  }

  private void write(NetworkContract contract, Path target) throws CommandException {
    try {
      contract.write(target);
    } catch (IOException e) {
      throw CommandException.unwritable(target, e);
    }
    environment.report(target + ": " + contract);
  }
}
