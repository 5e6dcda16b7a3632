package io.portprobe.protocols.internal.mssql;

import io.portprobe.protocols.mssql.SqlServer;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** A {@link SqlServer} whose components are the accessors of the interface. */
record DefaultSqlServer(
    String version,
    Optional<String> release,
    Optional<Encryption> encryption,
    Optional<Boolean> instanceMatches,
    List<String> notes)
    implements SqlServer {
  DefaultSqlServer {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(release, "release");
    Objects.requireNonNull(encryption, "encryption");
    Objects.requireNonNull(instanceMatches, "instanceMatches");
    notes = List.copyOf(notes);
  }

  DefaultSqlServer withNote(String note) {
    return new DefaultSqlServer(version, release, encryption, instanceMatches, List.of(note));
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("mssql").withProduct("Microsoft SQL Server").withVersion(version);
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("version: " + SafeText.line(version));
    release.ifPresent(name -> lines.add("release: " + SafeText.line(name)));
    encryption.ifPresent(
        value ->
            lines.add("encryption: " + value.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    instanceMatches.ifPresent(matches -> lines.add("instance matches: " + matches));
    notes.forEach(note -> lines.add("note: " + SafeText.line(note)));
    return List.copyOf(lines);
  }

  @Override
  public String toString() {
    return "SqlServer[" + SafeText.line(version) + "]";
  }
}
