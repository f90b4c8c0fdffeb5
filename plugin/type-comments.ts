import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const sources = join(__dirname, "../components");

/** The doc comments on the interfaces and choices of the sources, by name: Pulumi's reader takes those of properties alone. */
export function typeComments(): Map<string, string> {
    const comments = new Map<string, string>();
    for (const file of readdirSync(sources, { recursive: true, encoding: "utf8" })) {
        if (!file.endsWith(".ts")) {
            continue;
        }
        const source = ts.createSourceFile(
            file,
            readFileSync(join(sources, file), "utf8"),
            ts.ScriptTarget.Latest,
            true,
        );
        for (const statement of source.statements) {
            const name = exportedName(statement);
            const comment = ts.getTextOfJSDocComment(ts.getJSDocCommentsAndTags(statement).find(ts.isJSDoc)?.comment);
            if (name !== undefined && comment !== undefined && !comments.has(name)) {
                comments.set(name, comment);
            }
        }
    }
    return comments;
}

function exportedName(statement: ts.Statement): string | undefined {
    const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
    if (!modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) {
        return undefined;
    }
    if (ts.isInterfaceDeclaration(statement)) {
        return statement.name.text;
    }
    const [declared] = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
    return declared?.name.getText();
}
