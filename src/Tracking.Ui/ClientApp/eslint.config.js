import hooks from 'eslint-plugin-react-hooks'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

export default defineConfig(tseslint.configs.strictTypeChecked, hooks.configs.flat['recommended-latest'], {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
        'max-lines': ['error', 300],
        complexity: ['error', 15],
        'max-params': ['error', 6],
        // HTML that a user wrote must never reach the page: there is no other way for it to run.
        'no-restricted-properties': ['error', { property: 'innerHTML' }, { property: 'outerHTML' }],
        'no-restricted-syntax': ['error', 'JSXAttribute[name.name="dangerouslySetInnerHTML"]'],
        '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
        '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
        '@typescript-eslint/no-non-null-assertion': 'off',
        '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
        // The rules of the React compiler, which is not used: measured lists keep their virtualizer.
        'react-hooks/incompatible-library': 'off',
    },
})
