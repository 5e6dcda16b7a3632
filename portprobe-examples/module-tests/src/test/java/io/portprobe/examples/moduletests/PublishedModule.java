package io.portprobe.examples.moduletests;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;

/** A module that portprobe publishes, as the module system sees it. */
enum PublishedModule {
  CORE("io.portprobe"),
  FAULTKIT("io.portprobe.faultkit"),
  TESTING("io.portprobe.testing"),
  PROTOCOLS("io.portprobe.protocols"),
  PROTOCOLS_TESTING("io.portprobe.protocols.testing");

  private final String moduleName;

  PublishedModule(String moduleName) {
    this.moduleName = moduleName;
  }

  ModuleDescriptor descriptor() {
    return resolved().reference().descriptor();
  }

  /** Where the module system found it. */
  Path jar() {
    return Path.of(resolved().reference().location().orElseThrow());
  }

  private ResolvedModule resolved() {
    return ModuleLayer.boot()
        .configuration()
        .findModule(moduleName)
        .orElseThrow(() -> new AssertionError("not on the module path: " + moduleName));
  }

  @Override
  public String toString() {
    return moduleName;
  }
}
