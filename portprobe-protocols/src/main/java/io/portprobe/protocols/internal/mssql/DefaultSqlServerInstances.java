package io.portprobe.protocols.internal.mssql;

import io.portprobe.protocols.mssql.SqlServerInstances;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;

/** {@link SqlServerInstances} whose components are the accessors of the interface. */
record DefaultSqlServerInstances(List<Instance> instances, List<String> notes)
    implements SqlServerInstances {
  DefaultSqlServerInstances {
    instances = List.copyOf(instances);
    notes = List.copyOf(notes);
  }

  @Override
  public ServiceFacts facts() {
    String version = instances.stream().findFirst().flatMap(Instance::version).orElse("");
    return ServiceFacts.of("mssql-browser")
        .withProduct("Microsoft SQL Server")
        .withVersion(version);
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Instance instance : instances) {
      instance.values().forEach((key, value) -> lines.add(SafeText.line(key + " " + value)));
    }
    notes.forEach(note -> lines.add("note: " + SafeText.line(note)));
    if (lines.isEmpty()) {
      lines.add("no instances");
    }
    return List.copyOf(lines);
  }

  /** Returns the number of instances, without text of the peer. */
  @Override
  public String toString() {
    return "SqlServerInstances[" + instances.size() + "]";
  }
}
