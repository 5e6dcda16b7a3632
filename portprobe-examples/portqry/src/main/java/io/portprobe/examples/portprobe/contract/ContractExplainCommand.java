package io.portprobe.examples.portprobe.contract;

import io.portprobe.ProbeClient;
import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.examples.portprobe.format.PlainText;
import io.portprobe.examples.portprobe.output.json.JsonLine;
import io.portprobe.testing.contract.ContractCheck;
import io.portprobe.testing.contract.ContractDetails;
import io.portprobe.testing.contract.ContractDetails.Severity;
import io.portprobe.testing.contract.NetworkContract;
import io.portprobe.text.SafeText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The subcommand: prints what a contract requires, without a packet. */
@Command(
    name = "explain",
    description =
        "Prints each port and name that a contract requires, with lists, ranges, includes and"
            + " placeholders expanded. Sends nothing.",
    footer = {
      "",
      "Examples:",
      "  portprobe contract explain connectivity.yaml",
      "  portprobe contract explain connectivity.yaml --from web-tier --tag db"
    })
final class ContractExplainCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The contract, in YAML.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Print one JSON object for each line.")
  private boolean json;

  @Mixin private SelectionOptions selection = new SelectionOptions();

  private final Environment environment;

  ContractExplainCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws CommandException {
    NetworkContract contract = ContractInput.read(file, environment);
    try (ProbeClient client = environment.clients().get().build()) {
      NetworkContract selected =
          selection.isSet()
              ? SelectionOptions.select(selection.apply(ContractCheck.of(client)), contract)
              : contract;
      if (json) {
        PlainText.printUtf8(environment, json(selected));
      } else {
        PlainText.print(environment, lines(selected));
      }
    }
    return ExitCodes.AS_WANTED;
  }

  private static List<String> lines(NetworkContract contract) {
    List<String> lines = new ArrayList<>();
    contract.names().forEach(name -> lines.add(line(name.origin(), name, name.details())));
    contract.entries().forEach(entry -> lines.add(line(entry.origin(), entry, entry.details())));
    lines.add("");
    lines.add(contract.toString());
    return lines;
  }

  private static List<String> json(NetworkContract contract) {
    List<String> lines = new ArrayList<>();
    contract
        .names()
        .forEach(name -> lines.add(json(name.name(), name, name.origin(), name.details())));
    contract
        .entries()
        .forEach(
            entry ->
                lines.add(
                    json(entry.endpoint().toString(), entry, entry.origin(), entry.details())));
    return lines;
  }

  private static String json(
      String subject, Object requirement, String origin, ContractDetails details) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("subject", subject);
    line.put("expectation", requirement.toString());
    line.put("origin", origin);
    line.put("severity", details.severity().name());
    line.put("tags", List.copyOf(details.tags()));
    line.put("description", details.description());
    line.put("owner", details.owner());
    line.put("from", List.copyOf(details.vantages()));
    return JsonLine.of("line", line).toJson();
  }

  private static String line(String origin, Object requirement, ContractDetails details) {
    StringBuilder line = new StringBuilder(origin).append(": ").append(requirement);
    if (details.severity() == Severity.OPTIONAL) {
      line.append("; optional");
    }
    if (!details.vantages().isEmpty()) {
      line.append("; from ").append(String.join(", ", details.vantages()));
    }
    if (!details.tags().isEmpty()) {
      line.append("; tags ").append(String.join(", ", details.tags()));
    }
    if (!details.owner().isEmpty()) {
      line.append("; owner ").append(details.owner());
    }
    if (!details.description().isEmpty()) {
      line.append("; ").append(details.description());
    }
    return SafeText.line(line.toString());
  }
}
