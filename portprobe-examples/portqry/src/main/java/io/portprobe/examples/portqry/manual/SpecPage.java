package io.portprobe.examples.portqry.manual;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** A man page from picocli's model of a command, with a part for each subcommand. */
final class SpecPage {
  private SpecPage() {}

  /** Returns the page of a command. */
  static String of(CommandLine command, String version) {
    CommandSpec spec = command.getCommandSpec();
    Roff page = new Roff(spec.name(), version, purpose(spec.usageMessage()));
    page.section("Synopsis");
    addSynopsis(page, command);
    page.section("Description");
    addTexts(page, spec.usageMessage().description());
    page.section("Options");
    addOptions(page, spec);
    page.section("Commands");
    addSubcommands(page, command, "");
    addFooter(page, spec.usageMessage());
    return page.toString();
  }

  private static String purpose(UsageMessageSpec usage) {
    String[] words = usage.description().length > 0 ? usage.description() : usage.header();
    String first = words.length > 0 ? plain(words[0]).strip() : "a command of portprobe";
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }

  private static void addSubcommands(Roff page, CommandLine command, String prefix) {
    command
        .getSubcommands()
        .forEach(
            (name, subcommand) -> {
              CommandSpec spec = subcommand.getCommandSpec();
              if (spec.usageMessage().hidden() || !spec.name().equals(name)) {
                return; // an alias has the part of its command
              }
              page.subsection(prefix + name);
              addSynopsis(page, subcommand);
              addTexts(page, spec.usageMessage().header());
              addTexts(page, spec.usageMessage().description());
              addOptions(page, spec);
              addFooter(page, spec.usageMessage());
              addSubcommands(page, subcommand, prefix + name + " ");
            });
  }

  private static void addSynopsis(Roff page, CommandLine command) {
    String synopsis = command.getHelp().synopsis(0).strip();
    page.lines(synopsis.lines().toList());
  }

  /** Adds the options and parameters of a command. */
  static void addOptions(Roff page, CommandSpec spec) {
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      if (!parameter.hidden()) {
        page.entry(plain(parameter.paramLabel()), description(parameter));
      }
    }
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        String label = option.arity().max() == 0 ? "" : " " + plain(option.paramLabel());
        page.entry(String.join(", ", option.names()) + label, description(option));
      }
    }
  }

  private static String description(ArgSpec argument) {
    return String.join(
        "\n", List.of(argument.description()).stream().map(SpecPage::plain).toList());
  }

  private static void addTexts(Roff page, String[] texts) {
    for (String text : texts) {
      if (!text.isBlank()) {
        page.paragraph(plain(text));
      }
    }
  }

  /** Adds the footer: paragraphs, and examples, which are indented and keep their breaks. */
  private static void addFooter(Roff page, UsageMessageSpec usage) {
    List<String> examples = new ArrayList<>();
    for (String text : usage.footer()) {
      if (text.startsWith(" ")) {
        examples.add(plain(text));
      } else {
        addTexts(page, new String[] {text});
      }
    }
    if (!examples.isEmpty()) {
      page.lines(examples);
    }
  }

  /** Resolves picocli's markup and line breaks. */
  private static String plain(String text) {
    return Ansi.OFF.string(text.replace("%n", "\n").replace("%%", "%"));
  }
}
