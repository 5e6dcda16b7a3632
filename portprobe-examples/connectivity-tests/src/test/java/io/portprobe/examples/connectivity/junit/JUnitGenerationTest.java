package io.portprobe.examples.connectivity.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.util.jar.Manifest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.engine.JupiterTestEngine;

class JUnitGenerationTest {
  @Test
  @DisplayName("API and engine have the JUnit generation of the build")
  void generation() throws IOException {
    String generation = System.getProperty("junit.generation", "unset");

    assertThat(version(Test.class)).startsWith(generation + ".");
    assertThat(version(JupiterTestEngine.class)).startsWith(generation + ".");
  }

  private static String version(Class<?> type) throws IOException {
    URL jar = type.getProtectionDomain().getCodeSource().getLocation();
    try (var in = URI.create("jar:" + jar + "!/META-INF/MANIFEST.MF").toURL().openStream()) {
      return new Manifest(in).getMainAttributes().getValue("Specification-Version");
    }
  }
}
