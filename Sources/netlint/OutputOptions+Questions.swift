import ArgumentParser
import Glibc
import Reporting
import Workspace

extension OutputOptions {
  /// What a text of the command line says.
  ///
  /// - Throws: usage, after it was said what is wrong with it and where.
  func parsed<Value>(_ text: String, _ parse: (String) throws(QueryError) -> Value) throws -> Value {
    do throws(QueryError) {
      return try parse(text)
    } catch {
      let style = style(for: STDERR_FILENO)
      Output.error(
        QueryErrorText(text, range: error.range, message: error.message, help: error.help, style: style).text)
      throw ExitCode.usage
    }
  }

  /// What names mean in the input.
  ///
  /// - Throws: unusable input, after it was said which name means nothing or too much.
  func resolved<Value>(_ resolve: () throws(NameError) -> Value) throws -> Value {
    do throws(NameError) {
      return try resolve()
    } catch {
      let style = style(for: STDERR_FILENO)
      Output.error(
        NameErrorText(message: error.message, help: error.help, candidates: error.candidates, style: style).text)
      throw ExitCode.unusableInput
    }
  }
}
