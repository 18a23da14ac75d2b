import CEL

/// A value of an expression; `AWSModel.Value` is written in full.
typealias Value = CEL.Value
