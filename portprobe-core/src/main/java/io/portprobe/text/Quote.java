package io.portprobe.text;

/** A short name for {@link SafeText#quote(String)} in messages. */
public final class Quote {
  private Quote() {}

  /** Returns the text in quotes, on one line, and shortened. */
  public static String of(String text) {
    return SafeText.quote(text);
  }
}
