package io.portprobe.protocols.internal.rsync;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first line of a daemon: {@code @RSYNCD: 31.0 sha512 sha256 sha1 md5 md4}. */
record RsyncGreeting(String version, List<String> checksums) {
  /** The greeting of this client, which only an echo server sends to it. */
  static final String CLIENT = "@RSYNCD: 31.0 md5";

  private static final int MAX_CHECKSUMS = 32;
  private static final Pattern FORM =
      Pattern.compile("@RSYNCD: ([0-9]{1,3}(?:\\.[0-9]{1,3})?)((?: [\\w.-]{1,32})*) ?");

  static Optional<RsyncGreeting> parse(String line) {
    Matcher parts = FORM.matcher(line);
    if (line.equals(CLIENT) || !parts.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new RsyncGreeting(
            parts.group(1),
            Arrays.stream(parts.group(2).split(" "))
                .filter(name -> !name.isEmpty())
                .limit(MAX_CHECKSUMS)
                .toList()));
  }
}
