package io.portprobe.examples.portqry.options;

import org.jspecify.annotations.Nullable;

/** An option: a flag, or an option with a value. */
final class Option {
  private final String description;
  private final @Nullable String label;
  private final String[] names;

  private Option(String description, @Nullable String label, String[] names) {
    this.description = description;
    this.label = label;
    this.names = names;
  }

  static Option value(String label, String description, String... names) {
    return new Option(description, label, names);
  }

  static Option flag(String description, String... names) {
    return new Option(description, null, names);
  }

  /** Returns the name in messages. */
  String name() {
    return names[0];
  }

  String[] names() {
    return names.clone();
  }

  String description() {
    return description;
  }

  /** Returns what the help text calls the value; null for a flag. */
  @Nullable String label() {
    return label;
  }

  /** Returns whether an argument is a name of this option, in any case. */
  boolean isNamed(String argument) {
    for (String name : names) {
      if (name.equalsIgnoreCase(argument)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether the name is followed by a value without a blank between: -e80 or -e=80. */
  boolean begins(String argument) {
    int length = names[0].length();
    return argument.length() > length
        && argument.substring(0, length).equalsIgnoreCase(names[0])
        && !Character.isLetter(argument.charAt(length));
  }
}
